namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>How a measuring process is told how much time it has.</summary>
internal static class Pace
{
    internal const string Quick = "quick";
    private const string Full = "full";

    internal static string Word(bool isQuick) => isQuick ? Quick : Full;
}
