using System.Globalization;
using System.Runtime.InteropServices;

namespace Tests;

/// <summary>What Linux tells of processes, and signals to them.</summary>
internal static partial class LinuxProcess
{
    public const int SignalInterrupt = 2, SignalAbort = 6, SignalKill = 9, SignalTerminate = 15, SignalContinue = 18, SignalStop = 19;

    /// <summary>The processes that a process has started (this one by default), zombies included: id, name and state.</summary>
    public static List<string> Children(int? parent = null)
    {
        var children = new List<string>();
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) || ReadStat(id) is not { } stat)
                continue;
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (int.Parse(fields[1], CultureInfo.InvariantCulture) == (parent ?? Environment.ProcessId))
                children.Add($"{id} {stat[stat.IndexOf('(')..(stat.LastIndexOf(')') + 1)]} {fields[0]}");
        }
        return children;
    }

    /// <summary>The ids of the children that still run.</summary>
    public static int[] LiveChildren(int? parent = null) => [.. Children(parent).Where(child => !child.EndsWith('Z')).Select(IdOf)];

    public static int IdOf(string child) => int.Parse(child.Split(' ')[0], CultureInfo.InvariantCulture);

    public static bool IsAlive(int processId) => StateOf(processId) is not (null or 'Z');

    /// <summary>The letter of its state; null where there is no such process.</summary>
    public static char? StateOf(int processId) => ReadStat(processId) is { } stat ? stat[stat.LastIndexOf(')') + 2] : null;

    /// <summary>Sends a signal. False where there is no such process.</summary>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    /// <summary>Whether the kernel drops a signal before the process hears of it, as <c>nohup</c> and a shell's <c>&amp;</c> have it.</summary>
    public static bool IsDeafTo(int processId, int signal)
    {
        string ignored = File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return ((ulong.Parse(ignored.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1)) & 1) != 0;
    }

    private static string? ReadStat(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
