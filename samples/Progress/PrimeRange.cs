namespace Samples.Progress;

/// <summary>Numbers from the first to before the end.</summary>
internal readonly record struct PrimeRange(int First, int End);
