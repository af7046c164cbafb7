using System.Diagnostics;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>A spare that was given a place, and is to take it: one that something has stopped, or that takes as long as a start may, never will.</summary>
/// <param name="patience">How long a start may take.</param>
internal sealed class WorkerAppointment(TimeSpan patience)
{
    private static readonly long s_interval = Stopwatch.Frequency / 2;

    private long _deadline = long.MaxValue;
    private bool _wasStopped;

    /// <summary>It was told.</summary>
    /// <returns>When to look for the first time.</returns>
    public long Begin()
    {
        long now = Stopwatch.GetTimestamp();
        Volatile.Write(ref _deadline, now + (long)(patience.TotalSeconds * Stopwatch.Frequency));
        return now + s_interval;
    }

    /// <summary>Looks after it while it has not answered.</summary>
    /// <returns>When to look again; null when it is to be ended.</returns>
    public long? Check(WorkerBody body, long now)
    {
        long deadline = Volatile.Read(ref _deadline);
        if (deadline == long.MaxValue)
            return deadline;
        bool isStopped = body.IsStopped;
        if (now >= deadline || (isStopped && _wasStopped))
            return null;
        _wasStopped = isStopped;
        body.CheckEnd(now);
        return now + s_interval;
    }
}
