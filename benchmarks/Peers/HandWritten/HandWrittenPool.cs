using System.Collections.Concurrent;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>Two hand-written workers, a queue of the idle ones, and a new worker in the place of one that died.</summary>
internal sealed class HandWrittenPool : ISubject
{
    private const int ChunkSize = 1_000;

    private readonly BlockingCollection<HandWrittenWorker> _idle = new();
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = SubjectCatalog.Workers };
    private readonly Func<HandWrittenWorker> _start;

    public HandWrittenPool(Func<HandWrittenWorker> start)
    {
        _start = start;
        // Callers wait on threads of the thread pool, which adds them slowly.
        ThreadPool.SetMinThreads(16, 16);
        Parallel.For(0, SubjectCatalog.Workers, _options, _ => _idle.Add(start()));
    }

    public Task<int> IncrementAsync(int value)
    {
        HandWrittenWorker worker = _idle.Take();
        int result = worker.Increment(value);
        _idle.Add(worker);
        return Task.FromResult(result);
    }

    public Task BurstAsync(int calls) =>
        Task.WhenAll(Enumerable.Range(0, SubjectCatalog.Workers).Select(_ => Task.Run(() => Use(worker => { worker.Burst(calls / SubjectCatalog.Workers); return 0; }))));

    public Task<int[]> IncrementAllAsync(int[] values) => InChunksAsync(values, (worker, chunk) => worker.IncrementAll(chunk));

    public Task<int[]> MeasureAllAsync(string[] texts) => InChunksAsync(texts, (worker, chunk) => worker.MeasureAll(chunk));

    public Task<byte[]> EchoAsync(byte[] data) => Task.FromResult(Use(worker => worker.Echo(data)));

    public Task<double[]> EchoDoublesAsync(double[] data) => Task.FromResult(Use(worker => worker.EchoDoubles(data)));

    public Task<Record[]> EchoRecordsAsync(Record[] records) => Task.FromResult(Use(worker => worker.EchoRecords(records)));

    public Task<int[]> CountPrimesAsync((int From, int To)[] ranges) =>
        OneByOneAsync(ranges, range => Use(worker => worker.CountPrimes(range.From, range.To)));

    public Task<Stamp?[]> SpinAllAsync(int[] items) => OneByOneAsync(items, item =>
    {
        try
        {
            return Use(worker => (Stamp?)worker.Spin(item));
        }
        catch (IOException)
        {
            return null;
        }
    });

    public async Task ForeverAsync()
    {
        HandWrittenWorker worker = _idle.Take();
        Task endless = Task.Run(worker.Forever);
        if (await Task.WhenAny(endless, Task.Delay(Work.EndlessTimeoutMilliseconds)) == endless)
            await endless;
        worker.Dispose();
        _ = Task.Run(() => _idle.Add(_start()));
        throw new TimeoutException();
    }

    public Task SleepAsync(int milliseconds) => Task.Run(() => Use(worker => { worker.Sleep(milliseconds); return 0; }));

    public Task AllocateAllAsync(int[] items) => OneByOneAsync(items, item => Use(worker => { worker.Allocate(item); return 0; }));

    public ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out HandWrittenWorker? worker))
            worker.Dispose();
        return ValueTask.CompletedTask;
    }

    private T Use<T>(Func<HandWrittenWorker, T> call)
    {
        HandWrittenWorker worker = _idle.Take();
        try
        {
            T result = call(worker);
            _idle.Add(worker);
            return result;
        }
        catch (IOException)
        {
            worker.Dispose();
            _ = Task.Run(() => _idle.Add(_start()));
            throw;
        }
    }

    private Task<TResult[]> OneByOneAsync<T, TResult>(T[] items, Func<T, TResult> call)
    {
        var results = new TResult[items.Length];
        Parallel.For(0, items.Length, _options, i => results[i] = call(items[i]));
        return Task.FromResult(results);
    }

    private Task<int[]> InChunksAsync<T>(T[] items, Func<HandWrittenWorker, T[], int[]> call)
    {
        var results = new int[items.Length];
        Parallel.For(0, (items.Length + ChunkSize - 1) / ChunkSize, _options, chunk =>
        {
            int start = chunk * ChunkSize;
            T[] part = items[start..Math.Min(start + ChunkSize, items.Length)];
            Use(worker => call(worker, part)).CopyTo(results, start);
        });
        return Task.FromResult(results);
    }
}
