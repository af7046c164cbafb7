namespace ParallelGen.Benchmarks;

/// <summary>Has the codec of a list of <see cref="Sample"/> generated.</summary>
internal static class SampleWork
{
    [RunInProcessPool]
    internal static List<Sample> Echo(List<Sample> records) => records;
}
