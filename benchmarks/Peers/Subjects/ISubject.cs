namespace ParallelGen.Benchmarks.Peers.Subjects;

/// <summary>A way to run the work of the race with two workers, in .NET. Who can't do something does not enter for its row.</summary>
internal interface ISubject : IAsyncDisposable
{
    Task<int> IncrementAsync(int value);

    /// <summary>Single calls, as many at once as the subject can.</summary>
    Task BurstAsync(int calls);

    Task<int[]> IncrementAllAsync(int[] values);

    Task<int[]> MeasureAllAsync(string[] texts);

    Task<byte[]> EchoAsync(byte[] data);

    Task<double[]> EchoDoublesAsync(double[] data);

    Task<Record[]> EchoRecordsAsync(Record[] records);

    Task<int[]> CountPrimesAsync((int From, int To)[] ranges);

    /// <summary>Spins 0.2 ms for each item; an item that was lost has no stamp.</summary>
    Task<Stamp?[]> SpinAllAsync(int[] items);

    /// <summary>Never ends by itself; throws <see cref="TimeoutException"/> after <see cref="Work.EndlessTimeoutMilliseconds"/>.</summary>
    Task ForeverAsync();

    Task SleepAsync(int milliseconds);

    Task AllocateAllAsync(int[] items);
}
