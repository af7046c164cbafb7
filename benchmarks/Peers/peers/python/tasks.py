"""The work of the race; at the top of a module, so that workers find it by name."""
import os
import time

SPIN_SECONDS = 200e-6


def increment(value):
    return value + 1


def echo(data):
    return data


def process_id(_):
    time.sleep(0.02)
    return os.getpid()


def is_prime(number):
    if number < 2:
        return False
    if number % 2 == 0:
        return number == 2
    divisor = 3
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 2
    return True


def count_primes(bounds):
    return sum(1 for number in range(*bounds) if is_prime(number))


def spin(_):
    """Takes 0.2 ms, and says who did it and when it began, by the clock that all processes share."""
    started = time.monotonic()
    while time.monotonic() - started < SPIN_SECONDS:
        pass
    return os.getpid(), started


def forever(_):
    while True:
        pass
