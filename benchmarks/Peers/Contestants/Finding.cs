namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>What was found on this machine: who can run, what they are, and what is missing.</summary>
internal sealed record Finding(IReadOnlyList<IContestant> Contestants, IReadOnlyList<string> Versions, IReadOnlyList<string> Missing)
{
    internal const string HowToInstall = "bash benchmarks/Peers/install-peers.sh";

    /// <summary>A finding of nobody, with the reason.</summary>
    internal static Finding Nobody(string reason) => new([], [], [reason]);
}
