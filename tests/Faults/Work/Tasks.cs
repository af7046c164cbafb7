using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Faults.Tests.Work;

/// <summary>The marked methods of the scenarios.</summary>
internal static partial class Tasks
{
    [RunInProcessPool]
    internal static int Pid() => Environment.ProcessId;

    /// <summary>Notes that it runs, takes its time, and gives its number.</summary>
    [RunInProcessPool]
    internal static int Note(int number, int milliseconds, string ledger)
    {
        Ledger.Note(ledger, number);
        if (milliseconds > 0)
            Thread.Sleep(milliseconds);
        return number;
    }

    /// <summary>Notes that it runs, and takes its worker with it.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static void Poison(int number, string ledger)
    {
        Ledger.Note(ledger, number);
        Misdeed.Do(Way.Kill);
    }

    [RunInProcessPool]
    internal static int NoteBytes(int number, byte[] bytes, string ledger)
    {
        Ledger.Note(ledger, number);
        return bytes.Length >= 0 ? number : -1;
    }

    [RunInProcessPool]
    internal static int Plain(int number) => number + 1;

    [RunInProcessPool]
    internal static Way Act(Way way)
    {
        Misdeed.Do(way);
        return way;
    }

    [RunInProcessPool]
    internal static Way Decode(DecodeTrap trap) => trap.Way;

    [RunInProcessPool]
    internal static EncodeTrap Encode(Way way) => new() { Way = way };

    /// <summary>Goes wrong soon after it has returned.</summary>
    [RunInProcessPool]
    internal static int ActLater(Way way, int milliseconds)
    {
        new Thread(() =>
        {
            Thread.Sleep(milliseconds);
            Misdeed.Do(way);
        })
        { IsBackground = true }.Start();
        return Environment.ProcessId;
    }

    /// <summary>Says by a file that its process ends, and goes wrong then.</summary>
    [RunInProcessPool]
    internal static int ActAtExit(Way way, string endsFile)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            File.WriteAllText(endsFile, "");
            Misdeed.Do(way);
        };
        return Environment.ProcessId;
    }

    /// <summary>Never returns, in the way that is named; says first where it is.</summary>
    [RunInProcessPool]
    internal static void Hang(string how, string startedFile)
    {
        if (startedFile.Length > 0)
            File.WriteAllText(startedFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        switch (how)
        {
            case "sleep":
                Thread.Sleep(Timeout.Infinite);
                return;
            case "native":
                _ = Pause();
                return;
            case "stop":
                Misdeed.Do(Way.Stop);
                return;
            case "term":
                using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true))
                    Misdeed.Do(Way.Loop);
                return;
            default:
                Misdeed.Do(Way.Loop);
                return;
        }
    }

    /// <summary>Takes so long, to the microsecond, on the processor.</summary>
    [RunInProcessPool]
    internal static int Spin(int number, double milliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
            Thread.SpinWait(20);
        return number;
    }

    /// <summary>Ends when its token is cancelled; notes that it ran.</summary>
    [RunInProcessPool]
    internal static int WaitForToken(int number, string ledger, CancellationToken cancellationToken)
    {
        Ledger.Note(ledger, number);
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return number;
    }

    /// <summary>Has a token, and does not look at it.</summary>
    [RunInProcessPool]
    internal static int IgnoreToken(int number, string ledger, CancellationToken cancellationToken)
    {
        Ledger.Note(ledger, number);
        Thread.Sleep(Timeout.Infinite);
        return cancellationToken.CanBeCanceled ? number : -1;
    }

    /// <summary>Prints so many bytes, in lines.</summary>
    [RunInProcessPool]
    internal static long Print(long bytes)
    {
        string line = new('x', 1023);
        long printed = 0;
        for (; printed < bytes; printed += 1024)
            Console.Out.WriteLine(line);
        Console.Out.Flush();
        return printed;
    }

    /// <summary>Starts a process that holds this worker's output open, and ends this worker.</summary>
    [RunInProcessPool]
    internal static void LeaveGrandchild(string pidFile)
    {
        using Process grandchild = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;
        File.WriteAllText(pidFile, grandchild.Id.ToString(CultureInfo.InvariantCulture));
        Misdeed.Do(Way.Kill);
    }

    [RunInProcessPool]
    internal static byte[] Echo(byte[] bytes) => bytes;

    [LibraryImport("libc", EntryPoint = "pause")]
    private static partial int Pause();
}
