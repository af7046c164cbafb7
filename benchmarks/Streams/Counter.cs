namespace ParallelGen.Benchmarks;

/// <summary>Counts reports.</summary>
internal sealed class Counter : IProgress<int>
{
    public int Count { get; private set; }

    public void Report(int value) => Count++;
}
