using System.Diagnostics;

namespace DataProcessing;

/// <summary>The groups, and how long each half of the work took.</summary>
internal sealed record DataResult(GroupSums[] Groups, TimeSpan Loading, TimeSpan Grouping)
{
    /// <param name="groups">The groups.</param>
    /// <param name="started">When loading began, as a time stamp.</param>
    /// <param name="loaded">When grouping began.</param>
    internal static DataResult Since(GroupSums[] groups, long started, long loaded) =>
        new(groups, Stopwatch.GetElapsedTime(started, loaded), Stopwatch.GetElapsedTime(loaded));
}
