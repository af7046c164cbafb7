using System.Diagnostics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Moves this thread to another core when it polls on the same one as the thread that it answers. The kernel likes to wake a worker where
/// its caller runs, and two threads that offer each other the core all the time look as if one were enough for both: a call then takes ten
/// times as long, until the kernel happens to part them. Linux only.
/// </summary>
internal sealed unsafe class CoreSpread
{
    private const int MaskSize = 128; // 1,024 cores

    private static readonly long s_pause = Stopwatch.Frequency / 10_000;

    private long _next;

    /// <summary>Moves away from the core, unless that was done just before: where it does not last, it is tried less often.</summary>
    /// <param name="core">The core of the other thread.</param>
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
