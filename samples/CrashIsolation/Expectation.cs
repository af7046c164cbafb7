using ParallelGen;

namespace CrashIsolation;

/// <summary>What has to become of an item.</summary>
internal static class Expectation
{
    /// <param name="item">The item.</param>
    /// <param name="primes">The right answer, if the item has one.</param>
    /// <param name="result">What the pool says.</param>
    internal static bool IsMet(WorkItem item, int? primes, CallResult<Answer> result) => item.Fate switch
    {
        Fate.Answers => result.IsSuccess && result.Value.Primes == primes,
        Fate.ThrowsKnown => result.Exception is FormatException,
        Fate.ThrowsOwn => result.Exception is RemoteCallException remote && remote.RemoteType == typeof(PaperJamException).FullName,
        Fate.OverflowsStack or Fate.FailsFast or Fate.ThrowsOnThread or Fate.Aborts => HasCrashed(result, "SIGABRT"),
        Fate.ReadsWildMemory => HasCrashed(result, "SIGSEGV"),
        Fate.Exits => result.Exception is WorkerCrashedException { ExitCode: Misdeeds.ExitCode, Signal: null },
        Fate.IsKilled => HasCrashed(result, "SIGKILL"),
        Fate.EatsMemory => result.Exception is OutOfMemoryException,
        Fate.LoopsForEver => result.Exception is CallTimeoutException,
        _ => false,
    };

    /// <summary>Windows has no signals.</summary>
    private static bool HasCrashed(CallResult<Answer> result, string signal) =>
        result.Exception is WorkerCrashedException crash && (OperatingSystem.IsWindows() || crash.Signal == signal);
}
