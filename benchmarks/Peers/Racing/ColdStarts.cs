using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Processes;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>W5-cold: starts a program that makes a pool and prints its first result, and stops the clock at that line.</summary>
internal sealed class ColdStarts(TimeSpan timeout, bool isQuick)
{
    internal async Task<Outcome> RunAsync(IContestant contestant, CancellationToken cancellationToken)
    {
        List<double> times = [];
        try
        {
            for (int i = isQuick ? 2 : 5; i >= 0; i--)
            {
                double time = await OnceAsync(contestant, cancellationToken).WaitAsync(timeout, cancellationToken);
                times.Add(time);
            }
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidDataException)
        {
            return new Outcome([], exception is TimeoutException ? $"no result within {timeout.TotalSeconds:0} s" : exception.Message);
        }
        // The first run reads the program from disk.
        return new Outcome([new Reading(RowNames.ColdStart, Statistics.Median(times.Skip(1)), null)], null);
    }

    private async Task<double> OnceAsync(IContestant contestant, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = contestant.Command(RowNames.ColdStart, isQuick);
        long start = Stopwatch.GetTimestamp();
        using Process process = ProcessGroupStart.Start(contestant, command, timeout);
        try
        {
            string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (line != "2")
                throw new InvalidDataException($"the first result was {line ?? (await process.StandardError.ReadToEndAsync(cancellationToken)).TrimEnd()}");
            await process.WaitForExitAsync(cancellationToken);
            return time;
        }
        finally
        {
            ProcessGroup.Kill(process.Id);
        }
    }
}
