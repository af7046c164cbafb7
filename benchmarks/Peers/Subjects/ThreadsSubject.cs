namespace ParallelGen.Benchmarks.Peers.Subjects;

/// <summary>Threads of this process: nothing crosses a boundary, and nothing can be stopped.</summary>
internal sealed class ThreadsSubject(int degree) : ISubject
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = degree };

    public Task<int> IncrementAsync(int value) => Task.Run(() => Work.Increment(value));

    public Task BurstAsync(int calls)
    {
        var tasks = new Task<int>[calls];
        for (int i = 0; i < calls; i++)
            tasks[i] = IncrementAsync(i);
        return Task.WhenAll(tasks);
    }

    public Task<int[]> IncrementAllAsync(int[] values) => Task.FromResult(For(values, Work.Increment));

    public Task<int[]> MeasureAllAsync(string[] texts) => Task.FromResult(For(texts, Work.Measure));

    // Threads share, so what stands here is what it costs to copy there and back.
    public Task<byte[]> EchoAsync(byte[] data) => Task.FromResult((byte[])((byte[])data.Clone()).Clone());

    public Task<double[]> EchoDoublesAsync(double[] data) => Task.FromResult((double[])((double[])data.Clone()).Clone());

    public Task<Record[]> EchoRecordsAsync(Record[] records) => Task.FromResult(records);

    public Task<int[]> CountPrimesAsync((int From, int To)[] ranges) => Task.FromResult(For(ranges, range => Work.CountPrimes(range.From, range.To)));

    public Task<Stamp?[]> SpinAllAsync(int[] items) => Task.FromResult(For(items, item => (Stamp?)Work.Spin(item)));

    public Task ForeverAsync() => Task.Run(() => Work.Forever(0)).WaitAsync(TimeSpan.FromMilliseconds(Work.EndlessTimeoutMilliseconds));

    public Task SleepAsync(int milliseconds) => Task.Run(() => Work.Sleep(milliseconds));

    public Task AllocateAllAsync(int[] items) => Task.FromResult(For(items, Work.Allocate));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private TResult[] For<T, TResult>(T[] items, Func<T, TResult> run)
    {
        var results = new TResult[items.Length];
        Parallel.For(0, items.Length, _options, i => results[i] = run(items[i]));
        return results;
    }
}
