using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Reporting;

namespace ParallelGen.Benchmarks.Peers;

/// <summary>What people start: finds the peers, runs the race, reports.</summary>
internal static class RaceProgram
{
    private const int Mistaken = 2;

    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            ParseResult arguments = RaceOptions.Command(RaceAsync).Parse(args);
            if (arguments.Action is ParseErrorAction error)
                error.ShowHelp = false;
            return await arguments.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
        catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static async Task<int> RaceAsync(RaceOptions options, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Finding found = options.WithPeers ? await FindPeersAsync(cancellationToken) : new Finding([], [], []);
        if (options.Peers.Except(found.Contestants.Select(peer => peer.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } stranger)
        {
            Console.Error.WriteLine($"--peers: there is no {stranger} here; there are {string.Join(", ", found.Contestants.Select(peer => peer.Name))}.");
            return Mistaken;
        }
        foreach (string missing in found.Missing)
            Console.Error.WriteLine(missing);

        IContestant[] contestants =
        [
            DotNetContestants.Ours,
            .. found.Contestants.Where(peer => options.Peers.Count == 0 || options.Peers.Contains(peer.Name, StringComparer.OrdinalIgnoreCase)),
        ];
        Console.Error.WriteLine($"{Machine.Description}; {string.Join(", ", found.Versions)}");
        Results results = await new Race(contestants, options.Rows, options.Rounds, options.IsQuick, Console.Error).RunAsync(cancellationToken);
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");

        ConsoleReport.Write(options.Rows, results);
        if (options.IsWhole && RacePage.Find() is { } page)
            Console.Error.WriteLine($"Written: {new RacePage(options.Rows, results, options.Rounds, found.Versions).Write(page)}");
        return 0;
    }

    private static async Task<Finding> FindPeersAsync(CancellationToken cancellationToken)
    {
        Finding python = await PythonPeers.FindAsync(cancellationToken);
        Finding node = await NodePeers.FindAsync(cancellationToken);
        return new Finding(
            [.. python.Contestants, .. node.Contestants, .. DotNetContestants.Peers()],
            [.. python.Versions, .. node.Versions],
            [.. python.Missing, .. node.Missing]);
    }
}
