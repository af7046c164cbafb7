using System.Diagnostics;
using System.Globalization;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Processes;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>
/// Starts a measuring process and listens to it. A line <c>FIGURE row value</c> is a figure; <c>LOOK row pid workers...</c> asks for a
/// figure that is seen from outside, and is answered by an empty line; <c>DONE</c> is the last line.
/// </summary>
internal sealed class MeasuringRun(Onlooker onlooker, TimeSpan timeout)
{
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(3);

    internal async Task<Outcome> RunAsync(IContestant contestant, string measurement, bool isQuick, CancellationToken cancellationToken)
    {
        List<Reading> readings = [];
        using Process process = ProcessGroupStart.Start(contestant, contestant.Command(measurement, isQuick), timeout + s_goodbye);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        bool isInTime = true;
        try
        {
            await ListenAsync(process, readings, cancellationToken).WaitAsync(timeout, cancellationToken);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(s_goodbye, cancellationToken);
        }
        catch (TimeoutException)
        {
            isInTime = false;
        }
        finally
        {
            ProcessGroup.Kill(process.Id);
        }
        if (readings.Count > 0)
            return new Outcome(readings, null);
        return new Outcome([], isInTime ? await LastLineAsync(errors, cancellationToken) : $"no figure within {timeout.TotalSeconds:0} s");
    }

    private async Task ListenAsync(Process process, List<Reading> readings, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // The end of the output may never come: workers that outlive their pool hold it open.
            if (words is ["DONE"])
                return;
            if (words is ["FIGURE", string row, string value])
            {
                readings.Add(double.TryParse(value, CultureInfo.InvariantCulture, out double number) ? new Reading(row, number, null) : new Reading(row, null, value));
            }
            else if (words is ["LOOK", string looked, .. string[] processes])
            {
                int[] ids = Array.ConvertAll(processes, id => int.Parse(id, CultureInfo.InvariantCulture));
                readings.Add(new Reading(looked, await onlooker.LookAsync(looked, ids[0], ids[1..], cancellationToken), null));
                await process.StandardInput.WriteLineAsync();
                await process.StandardInput.FlushAsync(cancellationToken);
            }
        }
    }

    private static async Task<string> LastLineAsync(Task<string> errors, CancellationToken cancellationToken)
    {
        string text = await errors.WaitAsync(s_goodbye, cancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it ended without a figure";
    }
}
