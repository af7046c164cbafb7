namespace ParallelGen.Benchmarks.Peers;

/// <summary>What travels in W4.</summary>
internal sealed record Record(int Id, string Name, double X, double Y, double[] Values)
{
    /// <summary>A thousand of them.</summary>
    internal static Record[] Thousand() =>
        [.. Enumerable.Range(0, 1000).Select(i => new Record(i, $"name-{i:D11}", i * 0.5, i * 0.25, [.. Enumerable.Range(0, 8).Select(k => i + k * 0.1)]))];
}
