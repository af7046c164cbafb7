using System.Diagnostics;
using System.Globalization;

namespace ParallelGen;

/// <summary>What one worker of a pool does at one moment.</summary>
public sealed class WorkerStatistics
{
    internal WorkerStatistics()
    {
    }

    /// <summary>The worker's number in its pool, from 0.</summary>
    public int Id { get; internal init; }

    /// <summary>How many workers had this number before.</summary>
    public int Generation { get; internal init; }

    /// <summary>Its process id; 0 while it is not started.</summary>
    public int ProcessId { get; internal init; }

    /// <summary>Whether it takes calls.</summary>
    public bool IsReady { get; internal init; }

    /// <summary>How many calls and chunks it has: what runs, and what was sent ahead.</summary>
    public int CallsInFlight { get; internal init; }

    /// <summary>How many calls and chunks it has answered.</summary>
    public long AnsweredCalls { get; internal init; }

    /// <summary>Reads how much physical memory its process has now, in bytes; 0 where it has ended or is not started.</summary>
    public long GetMemoryBytes()
    {
        if (ProcessId == 0)
            return 0;
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using Process process = Process.GetProcessById(ProcessId);
                return process.WorkingSet64;
            }
            // The second number: resident pages.
            string[] pages = File.ReadAllText($"/proc/{ProcessId}/statm").Split(' ');
            return long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return 0; // it has ended meanwhile
        }
    }
}
