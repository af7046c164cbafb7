using System.Diagnostics;
using System.Runtime.InteropServices;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that tell in what surroundings a worker runs.</summary>
internal static class SurroundingsWork
{
    /// <summary>From here on the worker says in a file that it has heard a signal, and leaves it to others what becomes of it.</summary>
    [RunInProcessPool]
    internal static int NoteSignals(string folder)
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            PosixSignalRegistration heard = PosixSignalRegistration.Create(signal, _ => File.WriteAllText(Path.Combine(folder, "signal"), ""));
            AppDomain.CurrentDomain.ProcessExit += (_, _) => heard.Dispose(); // which keeps it until then
        }
        return Environment.ProcessId;
    }

    /// <summary>The cores on which the thread that runs calls may run, as the kernel lists them.</summary>
    [RunInProcessPool]
    internal static string Cores() => File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    [RunInProcessPool]
    internal static int Processors() => Environment.ProcessorCount;

    [RunInProcessPool]
    internal static string Priority() => Process.GetCurrentProcess().PriorityClass.ToString();

    [RunInProcessPool]
    internal static int KillScore() => int.Parse(File.ReadAllText("/proc/self/oom_score_adj"));

    [RunInProcessPool]
    internal static long Allocate(int megabytes)
    {
        var blocks = new List<byte[]>();
        for (int i = 0; i < megabytes; i++)
            blocks.Add(new byte[1 << 20]);
        return blocks.Count;
    }

    [RunInProcessPool]
    internal static void SayAtTheEnd(string path) => AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(path, "ended in good order");
}
