"""The measurements of workers that die, and of work that never ends."""
import os
import signal
import threading
import time

from protocol import figure, let_look
from stage import warm
from tasks import forever, spin

HANGS_AFTER = 10


def close_if_it_can(pool):
    """Ends a pool that may be broken; what it would leave in shared memory stays there if nobody asks."""
    thread = threading.Thread(target=pool.close, daemon=True)
    thread.start()
    thread.join(2)


def killed(stage):
    pool = stage.make()
    warm(pool)
    workers = pool.workers()
    count = 10_000
    outcome = {}

    def run():
        try:
            outcome["stamps"] = pool.results_in_spite(spin, range(count))
        except Exception as error:  # whatever a broken pool throws
            outcome["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    time.sleep(0.3)
    killed_at = time.monotonic()
    os.kill(workers[0], signal.SIGKILL)
    thread.join(HANGS_AFTER)

    if not outcome:
        figure("W8", "hangs")
        figure("W8-lost", "hangs")
    elif "error" in outcome:
        figure("W8", "breaks")
        figure("W8-lost", count)
    else:
        stamps = [stamp for stamp in outcome["stamps"] if stamp]
        of_successor = [started for worker, started in stamps if worker not in workers]
        figure("W8", (min(of_successor) - killed_at) * 1e3 if of_successor else "breaks")
        figure("W8-lost", count - len(stamps))
    close_if_it_can(pool)


def endless(stage):
    pool = stage.make()
    warm(pool)
    start = time.perf_counter()
    try:
        pool.call_for_a_second(forever)
    except BaseException:  # each pool has a timeout of its own kind
        pass
    figure("W9", time.perf_counter() - start)
    let_look("W9-core-free")
    close_if_it_can(pool)
