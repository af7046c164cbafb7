using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>A few microseconds of waiting, after which a thread that has work gets this core.</summary>
internal static class Pause
{
    /// <summary>How often to look for what is waited for, between two times that the core is offered to others.</summary>
    public const int Looks = 64;

    public static void Once()
    {
        Thread.SpinWait(Looks);
        Yield();
    }

    /// <summary>Between two looks: lets the other side's store through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Look()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else
            Thread.SpinWait(1);
    }

    /// <summary>Offers the core to other threads.</summary>
    public static void Yield()
    {
        if (OperatingSystem.IsWindows())
            Thread.Yield();
        else
            _ = Libc.Yield();
    }
}
