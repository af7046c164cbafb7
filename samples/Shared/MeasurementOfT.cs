namespace Samples;

/// <summary>What one way to do the work gave, and how long it took.</summary>
internal sealed record Measurement<T>(string Mode, T Result, TimeSpan Elapsed);
