namespace ParallelGen.Benchmarks.Peers.Subjects;

/// <summary>This library, with default settings.</summary>
internal sealed class ParallelGenSubject : ISubject
{
    private readonly ProcessPool _pool = new(SubjectCatalog.Workers);

    public Task<int> IncrementAsync(int value) => _pool.IncrementAsync(value);

    public Task BurstAsync(int calls)
    {
        var tasks = new Task<int>[calls];
        for (int i = 0; i < calls; i++)
            tasks[i] = _pool.IncrementAsync(i);
        return Task.WhenAll(tasks);
    }

    public Task<int[]> IncrementAllAsync(int[] values) => _pool.IncrementMapAsync(values);

    public Task<int[]> MeasureAllAsync(string[] texts) => _pool.MeasureMapAsync(texts);

    public Task<byte[]> EchoAsync(byte[] data) => _pool.EchoAsync(data);

    public Task<double[]> EchoDoublesAsync(double[] data) => _pool.EchoDoublesAsync(data);

    /// <summary>Passes data to a method that reads it where it is.</summary>
    internal Task<int> LookAsync(byte[] data) => _pool.LookAsync(data);

    public Task<Record[]> EchoRecordsAsync(Record[] records) => _pool.EchoRecordsAsync(records);

    public Task<int[]> CountPrimesAsync((int From, int To)[] ranges) => _pool.CountPrimesMapAsync(ranges);

    public async Task<Stamp?[]> SpinAllAsync(int[] items)
    {
        CallResult<Stamp>[] results = await _pool.SpinTryMapAsync(items);
        return [.. results.Select(result => result.IsSuccess ? result.Value : (Stamp?)null)];
    }

    public Task ForeverAsync() => _pool.ForeverAsync(0);

    public Task SleepAsync(int milliseconds) => _pool.SleepAsync(milliseconds);

    public Task AllocateAllAsync(int[] items) => _pool.AllocateMapAsync(items);

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
