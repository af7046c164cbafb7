using ParallelGen.Benchmarks.Peers.Processes;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>Measures from outside what a process can't, or should not, say about itself.</summary>
internal sealed class Onlooker(bool isQuick)
{
    private const int Glances = 6;
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(400);
    private readonly TimeSpan _watch = TimeSpan.FromSeconds(isQuick ? 2 : 10);

    /// <summary>The figure of a row for a process, whose workers are those it names, or else all its children.</summary>
    internal async Task<double> LookAsync(string row, int processId, int[] workers, CancellationToken cancellationToken)
    {
        // What was just done, a replacement that starts included, is not what is looked at.
        await Task.Delay(s_settle, cancellationToken);
        return row switch
        {
            RowNames.WorkerMemory => (workers.Length > 0 ? workers : ProcessTree.ChildrenOf(processId)).Average(ProcessUsage.ProportionalMebibytes),
            RowNames.CoreFree => await IsCoreFreeAsync(processId, cancellationToken) ? 1 : 0,
            RowNames.IdleCpu or RowNames.WaitingCpu => 100 * (await ProcessUsage.CoresAsync(processId, _watch, cancellationToken)).Used,
            _ => throw new ArgumentException($"There is nothing to look at in row {row}."),
        };
    }

    /// <summary>Whether nobody wants a core all the time. Who starts up may want one for a while; who burns one never stops.</summary>
    private static async Task<bool> IsCoreFreeAsync(int processId, CancellationToken cancellationToken)
    {
        for (int glance = 0; glance < Glances; glance++)
        {
            if ((await ProcessUsage.CoresAsync(processId, s_glance, cancellationToken)).Wanted < 0.5)
                return true;
        }
        return false;
    }
}
