using System.Diagnostics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Moves a caller's thread to another core when it looks for the answer of a worker that needs the one on which it runs. The kernel likes to
/// wake a thread where its waker runs, and two threads that offer each other the core all the time look as if one were enough for both: a call
/// then takes several times as long, until the kernel happens to part them. The worker stays where it is, so that all its callers leave it the
/// same core. Linux only. A hint: threads that use it at once do no harm.
/// </summary>
internal sealed unsafe class CoreSpread
{
    private const int MaskSize = 128; // 1,024 cores

    // A move costs some microseconds.
    private static readonly long s_pause = Stopwatch.Frequency / 10_000;

    private long _next;

    /// <summary>Moves this thread away from the core, unless some thread was moved just before.</summary>
    /// <param name="core">The core of the worker; -1 where nobody knows.</param>
    public void MoveFrom(int core)
    {
        if (!OperatingSystem.IsLinux() || core < 0 || core >= 8 * MaskSize || Libc.CurrentCore() != core)
            return;
        long now = Stopwatch.GetTimestamp();
        if (now < _next)
            return;
        _next = now + s_pause;

        byte* allowed = stackalloc byte[MaskSize];
        byte* others = stackalloc byte[MaskSize];
        if (Libc.GetAffinity(0, MaskSize, allowed) <= 0 && allowed[0] == 0)
            return;
        new Span<byte>(allowed, MaskSize).CopyTo(new Span<byte>(others, MaskSize));
        others[core / 8] &= (byte)~(1 << (core % 8));
        // It moves at once, and is then free to go where it was. Without another core the first call fails, and nothing has changed.
        if (Libc.SetAffinity(0, MaskSize, others) == 0)
            _ = Libc.SetAffinity(0, MaskSize, allowed);
    }

    /// <summary>The core that this thread runs on; -1 where nobody knows.</summary>
    public static int Current => OperatingSystem.IsLinux() ? Libc.CurrentCore() : -1;
}
