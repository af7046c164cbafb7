"""The measurements: each says its figures."""
import threading
import time

from failures import endless, killed
from pools import SLOW, SMALL_MAPS
from protocol import figure, let_look
from stage import median, quantile, timed, warm
from tasks import count_primes, echo, increment

PRIMES_BELOW_TWO_MILLION = 148_933


def latency(stage):
    pool = stage.make()
    warm(pool)
    calls = stage.times(500, 2_000) if stage.name in SLOW else stage.times(2_000, 10_000)
    times = [timed(lambda: pool.call(increment, i))[0] * 1e6 for i in range(calls)]
    figure("W1", median(times))
    figure("W1-p99", quantile(times, 0.99))
    pool.close()


def burst(stage):
    pool = stage.make()
    warm(pool)
    calls = stage.times(2_000, 10_000) if stage.name in SLOW else stage.times(5_000, 30_000)
    seconds, results = timed(lambda: pool.burst(increment, range(calls)))
    assert len(results) == calls and results[-1] == calls
    figure("W2a", calls / seconds)
    pool.close()


def callers(stage):
    pool = stage.make()
    warm(pool)
    count = 8
    calls = stage.times(250, 2_000)
    finished = []

    def caller():
        for i in range(calls):
            assert pool.call(increment, i) == i + 1
        finished.append(True)

    threads = [threading.Thread(target=caller) for _ in range(count)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    assert len(finished) == count, "a caller failed"
    figure("W2a-8callers", count * calls / seconds)
    pool.close()


def map_items(stage, row, function, items):
    pool = stage.make()
    warm(pool)
    seconds, results = timed(lambda: pool.map(function, items))
    assert len(results) == len(items) and results[-1] == function(items[-1])
    figure(row, len(items) / seconds)
    pool.close()


def tiny_items(stage):
    map_items(stage, "W2b", increment, range(SMALL_MAPS.get(stage.name, 4_000_000)))


def strings(stage):
    count = min(400_000, SMALL_MAPS.get(stage.name, 400_000))
    map_items(stage, "W2b-strings", len, [f"item {i}" for i in range(count)])


def bandwidth(stage, row, mebibytes, data):
    pool = stage.make()
    warm(pool)

    def there_and_back():
        assert len(pool.call(echo, data)) == len(data)

    there_and_back()
    repeats = stage.times(20, 60) if mebibytes == 1 else stage.times(3, 5)
    figure(row, 2 * mebibytes / median(stage.repeated(repeats, there_and_back)))
    pool.close()


def doubles():
    try:
        import numpy
        return numpy.arange(8 << 20, dtype="f8")
    except ImportError:
        return [float(i) for i in range(8 << 20)]


def records(stage):
    pool = stage.make()
    data = [
        {"id": i, "name": f"name-{i:011d}", "x": i * 0.5, "y": i * 0.25, "values": [i + k * 0.1 for k in range(8)]}
        for i in range(1000)
    ]

    def there_and_back():
        assert len(pool.call(echo, data)) == len(data)

    there_and_back()
    figure("W4", 1000 / median(stage.repeated(stage.times(50, 200), there_and_back)))
    pool.close()


def warm_start(stage):
    milliseconds = []
    for _ in range(stage.times(2, 7) + 1):
        start = time.perf_counter()
        pool = stage.make()
        assert pool.call(increment, 1) == 2
        milliseconds.append((time.perf_counter() - start) * 1e3)
        pool.close()
    figure("W5-warm", median(milliseconds[1:]))


def speed_up(stage):
    pool = stage.make()
    warm(pool)
    # A quarter of the ranges gives the same ratio, and saves a quick race a quarter of a minute.
    ranges = [(i * 31_250, (i + 1) * 31_250) for i in range(0, 64, stage.times(4, 1))]
    alone, expected = timed(lambda: sum(map(count_primes, ranges)))
    together, counted = timed(lambda: sum(pool.one_by_one(count_primes, ranges)))
    assert counted == expected and (stage.quick or counted == PRIMES_BELOW_TWO_MILLION)
    figure("W6", alone / together)
    pool.close()


def worker_memory(stage):
    pool = stage.make()
    pool.call(increment, 1)
    let_look("W7", pool.workers())
    pool.close()


ROWS = {
    "W1": latency,
    "W2a": burst,
    "W2a-8callers": callers,
    "W2b": tiny_items,
    "W2b-strings": strings,
    "W3-1MiB": lambda stage: bandwidth(stage, "W3-1MiB", 1, b"x" * (1 << 20)),
    "W3-64MiB": lambda stage: bandwidth(stage, "W3-64MiB", 64, b"x" * (64 << 20)),
    "W3-doubles": lambda stage: bandwidth(stage, "W3-doubles", 64, doubles()),
    "W4": records,
    "W5-warm": warm_start,
    "W6": speed_up,
    "W7": worker_memory,
    "W8": killed,
    "W9": endless,
}
