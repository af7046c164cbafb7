using System.Diagnostics;
using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

internal static partial class Work
{
    /// <summary>Notes that it runs; the bad number kills its worker in its first runs.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static int Unlucky(int number, int bad, int deaths, string folder)
    {
        if (NoteRun(folder, number) <= deaths && number == bad)
            KillSelf();
        return 2 * number;
    }

    /// <summary>Notes that it runs, and kills its worker whenever it does.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 1000)]
    internal static void Doomed(string folder)
    {
        NoteRun(folder, 0);
        KillSelf();
    }

    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static int UnluckySum(int[] data, string folder)
    {
        if (NoteRun(folder, 0) == 1)
            KillSelf();
        return data.Sum();
    }

    /// <summary>Notes that it runs, and throws after its first run, which kills its worker.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static int UnluckyThenWrong(string folder)
    {
        if (NoteRun(folder, 0) == 1)
            KillSelf();
        throw new InvalidOperationException("wrong");
    }

    /// <summary>Does not end in its first runs.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 2, TimeoutMilliseconds = 300)]
    internal static int Late(int number, int bad, int times, string folder)
    {
        if (NoteRun(folder, number) <= times && number == bad)
            Thread.Sleep(Timeout.Infinite);
        return 2 * number;
    }

    /// <summary>Ends its first run by its token; gives the process of the second.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 2, TimeoutMilliseconds = 300)]
    internal static int LateWithToken(string folder, CancellationToken cancellationToken)
    {
        if (NoteRun(folder, 0) == 1)
        {
            cancellationToken.WaitHandle.WaitOne();
            cancellationToken.ThrowIfCancellationRequested();
        }
        return Environment.ProcessId;
    }

    /// <summary>Keeps so much more memory, for ever; gives the process.</summary>
    [RunInProcessPool]
    internal static int Hold(int megabytes)
    {
        byte[] memory = GC.AllocateUninitializedArray<byte>(megabytes << 20, pinned: true);
        memory.AsSpan().Fill(1);
        AppDomain.CurrentDomain.SetData(Guid.NewGuid().ToString(), memory);
        return Environment.ProcessId;
    }

    private static int NoteRun(string folder, int number)
    {
        string file = Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture) + ".runs");
        File.AppendAllText(file, "x");
        return (int)new FileInfo(file).Length;
    }

    private static void KillSelf()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
