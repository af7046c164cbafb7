"""What the measurements share."""
import time

from tasks import increment


class Stage:
    """A new pool when it is asked for one, its name, and how much time there is."""

    def __init__(self, name, make, quick):
        self.name, self.make, self.quick = name, make, quick

    def times(self, quick, full):
        return quick if self.quick else full

    def repeated(self, times, run):
        """The seconds that something takes, each time; fewer times where it would take too long."""
        seconds = []
        while not seconds or len(seconds) < times and sum(seconds) < self.times(0.6, 5):
            seconds.append(timed(run)[0])
        return seconds


def median(values):
    return quantile(values, 0.5)


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def timed(run):
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def warm(pool):
    for i in range(50):
        assert pool.call(increment, i) == i + 1
