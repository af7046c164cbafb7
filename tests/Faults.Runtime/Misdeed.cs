using System.Runtime.InteropServices;

namespace Faults.Runtime;

/// <summary>Does what must not be done.</summary>
internal static partial class Misdeed
{
    private const int SignalKill = 9, SignalStop = 19;

    public static void Do(Way way)
    {
        switch (way)
        {
            case Way.None:
                return;
            case Way.Exception:
                throw new InvalidOperationException("on purpose");
            case Way.Exit0:
                Environment.Exit(0);
                return;
            case Way.Exit7:
                Environment.Exit(7);
                return;
            case Way.FailFast:
                Environment.FailFast("on purpose");
                return;
            case Way.StackOverflow:
                _ = Overflow(1);
                return;
            case Way.Segv:
                unsafe
                {
                    *(int*)0x10_0000_0000 = 1;
                }
                return;
            case Way.Kill:
                _ = Signal(Environment.ProcessId, SignalKill);
                Thread.Sleep(Timeout.Infinite);
                return;
            case Way.Thread:
                new Thread(() => throw new InvalidOperationException("in the background")).Start();
                Thread.Sleep(Timeout.Infinite);
                return;
            case Way.Loop:
                while (true)
                    Thread.SpinWait(1000);
            case Way.Stop:
                _ = Signal(Environment.ProcessId, SignalStop);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, null);
        }
    }

    private static int Overflow(int number) => number < 0 ? number : Overflow(number + 1) + 1;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
