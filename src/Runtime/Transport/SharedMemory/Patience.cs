using System.Diagnostics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Waiting in the middle of a frame, for room or for the next piece: rare, and soon over where the peer runs, so that no doorbell is rung for
/// it. Begin with a new value whenever something has happened.
/// </summary>
/// <param name="doorbell">Tells whether the peer is gone.</param>
/// <param name="gate">What is pulsed to end a longer wait early; null where nobody does that.</param>
internal struct Patience(Doorbell doorbell, object? gate = null)
{
    private const int LongestSleepMilliseconds = 10;

    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    private long _start;
    private int _milliseconds;

    /// <summary>Waits some microseconds. False when the peer has done nothing for so long.</summary>
    public bool TryWaitBriefly(int milliseconds = 1)
    {
        if (_start == 0)
            _start = Stopwatch.GetTimestamp();
        else if (Stopwatch.GetTimestamp() - _start > milliseconds * s_millisecond)
            return false;
        Pause.Once();
        return true;
    }

    /// <summary>Waits some microseconds, or if need be milliseconds. False when the peer is gone: look for what it did before that, once.</summary>
    public bool TryWait()
    {
        if (TryWaitBriefly())
            return true;
        if (doorbell.IsGone)
            return false;
        _milliseconds = Math.Min(_milliseconds + 1, LongestSleepMilliseconds);
        if (gate is null)
        {
            Thread.Sleep(_milliseconds);
            return true;
        }
        lock (gate)
            Monitor.Wait(gate, _milliseconds);
        return true;
    }
}
