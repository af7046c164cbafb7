using static ParallelGen.Benchmarks.Peers.Rows.RowNames;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>Which code measures which row.</summary>
internal static class MeasurementTable
{
    private static readonly Dictionary<string, Func<Stage, Task>> s_measurements = new()
    {
        [Call] = CallMeasurements.LatencyAsync,
        [CallAsleep] = CallMeasurements.AsleepAsync,
        [CallAllocation] = CallMeasurements.AllocationAsync,
        [Burst] = CrowdMeasurements.BurstAsync,
        [EightCallers] = stage => CrowdMeasurements.CallersAsync(stage, EightCallers, 8),
        [OneCaller] = stage => CrowdMeasurements.CallersAsync(stage, OneCaller, 1),
        [TwoCallers] = stage => CrowdMeasurements.CallersAsync(stage, TwoCallers, 2),
        [Map] = MapMeasurements.TinyItemsAsync,
        [MapStrings] = MapMeasurements.StringsAsync,
        [EchoSmall] = stage => EchoMeasurements.BytesAsync(stage, EchoSmall, mebibytes: 1),
        [EchoLarge] = stage => EchoMeasurements.BytesAsync(stage, EchoLarge, mebibytes: 64),
        [EchoDoubles] = EchoMeasurements.DoublesAsync,
        [Records] = EchoMeasurements.RecordsAsync,
        [WarmStart] = LifeMeasurements.WarmStartAsync,
        [SpeedUp] = MapMeasurements.SpeedUpAsync,
        [WorkerMemory] = stage => LifeMeasurements.IdleAsync(stage, WorkerMemory),
        [Replaced] = FailureMeasurements.KilledAsync,
        [Told] = FailureMeasurements.EndlessAsync,
        [Allocation] = MapMeasurements.AllocatingAsync,
        [IdleCpu] = stage => LifeMeasurements.IdleAsync(stage, IdleCpu),
        [WaitingCpu] = LifeMeasurements.WaitingAsync,
    };

    internal static Func<Stage, Task> Get(string row) =>
        s_measurements.TryGetValue(row, out Func<Stage, Task>? measurement) ? measurement : throw new ArgumentException($"There is no measurement {row}.");
}
