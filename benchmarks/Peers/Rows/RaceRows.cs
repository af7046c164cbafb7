using static ParallelGen.Benchmarks.Peers.Rows.RowNames;

namespace ParallelGen.Benchmarks.Peers.Rows;

/// <summary>All rows, with our aims, and with limits that were measured in C on two virtual cores.</summary>
internal static class RaceRows
{
    internal static IReadOnlyList<Row> All { get; } =
    [
        Lower(Call, "us", "no-op `int -> int`, awaited one at a time, median", aim: 1) with { Limit = 0.12, LimitIs = "two cores that spin on one cache line" },
        Lower(CallP99, "us", "the same, the slowest of a hundred", aim: 15) with { Measurement = Call, Limit = 0.16, LimitIs = "two cores that spin on one cache line" },
        Lower(CallAsleep, "us", "the same with 20 ms between the calls, so that the worker sleeps; median", aim: 60) with { Limit = 54, LimitIs = "to wake the other core and be woken" },
        Lower(CallAllocation, "bytes", "what the caller allocates for one awaited call"),
        Higher(Burst, "calls/s", "100,000 single calls at once", aim: 2e6),
        Higher(EightCallers, "calls/s", "8 callers, each awaiting one call at a time", aim: 1e6),
        Higher(OneCaller, "calls/s", "1 caller, awaiting one call at a time, on a thread of the thread pool"),
        Higher(TwoCallers, "calls/s", "2 callers, each awaiting one call at a time"),
        Higher(Map, "items/s", "map of 4 million `int -> int`, default settings", aim: 300e6) with { Limit = 723e6, LimitIs = "a ring in shared memory" },
        Higher(MapStrings, "items/s", "map of 400,000 `string -> length`, default settings", aim: 30e6),
        Higher(EchoSmall, "MiB/s", "echo of 1 MiB of bytes, each direction counted", aim: 8_000) with { Limit = 15_250, LimitIs = "copied in and out of shared memory" },
        Higher(EchoLarge, "MiB/s", "echo of 64 MiB of bytes", aim: 6_000) with { Limit = 8_360, LimitIs = "copied in and out of shared memory" },
        Higher(EchoDoubles, "MiB/s", "echo of 8 Mi doubles", aim: 6_000) with { Limit = 8_360, LimitIs = "copied in and out of shared memory" },
        Higher(EchoInPlace, "MiB/s", "64 MiB passed to a method that looks at a byte of every page where they are, counted twice as in an echo", aim: 20_000) with { Limit = 32_650, LimitIs = "copied into shared memory, and read there" },
        Higher(Records, "records/s", "echo of 1,000 records `{int, string, double, double, double[8]}`", aim: 4e6),
        Lower(ColdStart, "ms", "program start to its first result", aim: 70) with { Limit = 25, LimitIs = "an empty .NET program" },
        Lower(WarmStart, "ms", "new pool to its first result, in a warm program", aim: 35) with { Limit = 25, LimitIs = "an empty .NET program" },
        Higher(SpeedUp, "x", "primes below two million in 64 ranges, against one thread of the same language", aim: 1.97) with { Limit = 2, LimitIs = "two cores" },
        Lower(WorkerMemory, "MiB", "memory of one idle worker after one call (PSS)", aim: 12) with { Limit = 3.5, LimitIs = "NativeAOT" },
        Lower(Replaced, "ms", "a worker is killed in a map: until its successor runs an item", aim: 40),
        Lower(Lost, "items", "the same: items without a result, of 10,000", aim: 0) with { Measurement = Replaced },
        Lower(Told, "s", "an endless call with a timeout of 1 s: until the caller is told", aim: 1.010) with { Limit = 1, LimitIs = "the timeout itself", CountsOnlyWith = CoreFree },
        Higher(CoreFree, "1 or 0", "the same: whether no process burns a core afterwards", aim: 1) with { Measurement = Told },
        Lower(Allocation, "s", "40 items that allocate: trees, dictionaries, strings", aim: 0.7),
        Lower(IdleCpu, "%", "of one core that an idle warm pool uses, program and workers"),
        Lower(WaitingCpu, "%", "of one core that a pool uses while one call sleeps"),
    ];

    internal static Row Get(string name) => All.First(row => row.Name == name);

    private static Row Higher(string name, string unit, string work, double? aim = null) => new(name, unit, work, HigherIsBetter: true) { Aim = aim };

    private static Row Lower(string name, string unit, string work, double? aim = null) => new(name, unit, work, HigherIsBetter: false) { Aim = aim };
}
