namespace CrashIsolation;

/// <summary>How many primes there are, and which process counted them.</summary>
internal readonly record struct Answer(int Primes, int ProcessId);
