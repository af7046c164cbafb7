"""The pools of Python behind one face, each with two workers and its own default settings. Each imports only what it needs."""
from tasks import process_id

WORKERS = 2


class Pool:
    """multiprocessing.Pool."""

    method = "fork"

    def __init__(self):
        from multiprocessing import get_context
        self.pool = get_context(self.method).Pool(WORKERS)

    def call(self, function, item):
        return self.pool.apply(function, (item,))

    def burst(self, function, items):
        return list(self.pool.imap(function, items))

    def map(self, function, items):
        return self.pool.map(function, items)

    def one_by_one(self, function, items):
        return self.pool.map(function, items, 1)

    def results_in_spite(self, function, items):
        """A map whose failed items give None, as far as the pool allows it."""
        return self.pool.map(function, items)

    def call_for_a_second(self, function):
        self.pool.apply_async(function, (0,)).get(1)

    def workers(self):
        return [worker.pid for worker in self.pool._pool]

    def close(self):
        self.pool.terminate()
        self.pool.join()


class SpawningPool(Pool):
    """multiprocessing.Pool, whose workers start afresh."""

    method = "spawn"


class ProcessPoolExecutor:
    """concurrent.futures.ProcessPoolExecutor."""

    def __init__(self):
        from concurrent.futures import ProcessPoolExecutor as Executor
        self.pool = Executor(WORKERS)

    def call(self, function, item):
        return self.pool.submit(function, item).result()

    def burst(self, function, items):
        return [future.result() for future in [self.pool.submit(function, item) for item in items]]

    def map(self, function, items):
        return list(self.pool.map(function, items))

    one_by_one = map

    def results_in_spite(self, function, items):
        futures = [self.pool.submit(function, item) for item in items]
        return [None if future.exception() else future.result() for future in futures]

    def call_for_a_second(self, function):
        self.pool.submit(function, 0).result(1)

    def workers(self):
        return list(self.pool._processes)

    def close(self):
        self.pool.shutdown(wait=True, cancel_futures=True)


class Joblib:
    """joblib.Parallel, on loky."""

    def __init__(self):
        import joblib
        self.joblib = joblib
        self.pool = joblib.Parallel(n_jobs=WORKERS).__enter__()

    def call(self, function, item):
        return self.pool([self.joblib.delayed(function)(item)])[0]

    def burst(self, function, items):
        return self._run(function, items, 1)

    def map(self, function, items):
        return self._run(function, items, "auto")

    one_by_one = map

    def results_in_spite(self, function, items):
        return self._run(function, items, "auto")

    def call_for_a_second(self, function):
        self.joblib.Parallel(n_jobs=WORKERS, timeout=1)([self.joblib.delayed(function)(i) for i in range(WORKERS)])

    def workers(self):
        return list({worker for _ in range(5) for worker in self._run(process_id, range(4), 1)})

    def close(self):
        self.pool.__exit__(None, None, None)
        from joblib.externals.loky import get_reusable_executor
        get_reusable_executor().shutdown(wait=True, kill_workers=True)

    def _run(self, function, items, batch_size):
        self.pool.batch_size = batch_size
        return self.pool(self.joblib.delayed(function)(item) for item in items)


class Pebble:
    """pebble.ProcessPool."""

    def __init__(self):
        from pebble import ProcessPool
        self.pool = ProcessPool(max_workers=WORKERS)

    def call(self, function, item):
        return self.pool.schedule(function, args=[item]).result()

    def burst(self, function, items):
        return [future.result() for future in [self.pool.schedule(function, args=[item]) for item in items]]

    def map(self, function, items):
        return list(self.pool.map(function, items).result())

    one_by_one = map

    def results_in_spite(self, function, items):
        results = self.pool.map(function, items).result()
        found = []
        while True:
            try:
                found.append(next(results))
            except StopIteration:
                return found
            except Exception:  # the item's own, or that of its worker
                found.append(None)

    def call_for_a_second(self, function):
        self.pool.schedule(function, args=[0], timeout=1).result()

    def workers(self):
        return list({future.result() for future in [self.pool.schedule(process_id, args=[0]) for _ in range(6)]})

    def close(self):
        self.pool.stop()
        self.pool.join()


POOLS = {
    "Pool": Pool,
    "Pool-spawn": SpawningPool,
    "ProcessPoolExecutor": ProcessPoolExecutor,
    "joblib": Joblib,
    "pebble": Pebble,
}

# Where single calls take long.
SLOW = {"joblib"}

# Where a map at default settings sends items one by one, or in batches that grow slowly.
SMALL_MAPS = {"ProcessPoolExecutor": 5_000, "pebble": 10_000, "joblib": 100_000}
