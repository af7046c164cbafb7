using AssemblyCensus.Modes;
using Spectre.Console;

namespace AssemblyCensus.Display;

/// <summary>How long each mode took.</summary>
internal static class ModeTable
{
    internal static void Write(IReadOnlyList<CensusRun> runs, int workers, int passes)
    {
        Table table = new Table { Title = new TableTitle("Time") }.AddColumn("Mode");
        foreach (string column in (string[])["Once, s", "Speed-up", "Again, s", "Speed-up", "Files/s", "MB/s", "GC, ms"])
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("Result");

        CensusRun? sequential = runs.FirstOrDefault(run => run.Mode == CensusMode.Sequential);
        foreach (CensusRun run in runs)
        {
            double seconds = (run.Again ?? run.Once).TotalSeconds;
            table.AddRow(
                Describe(run.Mode, workers),
                $"{run.Once.TotalSeconds:F2}",
                SpeedUp(sequential?.Once, run.Once),
                run.Again is TimeSpan again ? $"{again.TotalSeconds:F2}" : "-",
                SpeedUp(sequential?.Again, run.Again),
                $"{run.Passes[0].Files / seconds:N0}",
                $"{run.Passes[0].Bytes / seconds / 1e6:N0}",
                $"{run.GcPause.TotalMilliseconds:N0}",
                run.Passes[0].Fingerprint());
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("Once: the first pass, with starting and stopping the workers and compiling the code in each of them;");
        AnsiConsole.WriteLine("the threads need not compile what the sequential pass has compiled before them.");
        if (passes > 1)
            AnsiConsole.WriteLine($"Again: the mean of {passes - 1} further passes. GC: its pauses in this process, in all passes.");
    }

    private static string SpeedUp(TimeSpan? sequential, TimeSpan? elapsed) =>
        sequential is not null && elapsed is not null ? $"{sequential / elapsed:F2}x" : "-";

    private static string Describe(CensusMode mode, int workers) => mode switch
    {
        CensusMode.Sequential => "sequential",
        CensusMode.Threads => $"threads ({workers})",
        _ => $"process pool ({workers})",
    };
}
