using System.Diagnostics;
using ParallelGen.Platform;

namespace Faults.Tests.Scenarios;

/// <summary>Everything that can go wrong in a worker, at every place where it can.</summary>
public sealed class S02CrashMatrix() : FaultTest(2)
{
    public enum Place
    {
        Decode,
        Method,
        Encode,
        AfterResult,
        Idle,
        BeforeHandshake,
        Initializer,
    }

    // For what never ends by itself; a stack overflow alone may take longer, on a busy machine.
    private static readonly PoolCallOptions s_limit = new() { Timeout = TimeSpan.FromMilliseconds(400) };

    private static readonly Way[] s_ways = [.. Enum.GetValues<Way>().Where(way => way is not Way.None)];

    public static TheoryData<Place> Places => [.. Enum.GetValues<Place>()];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_parent_survives_and_the_next_call_succeeds(Place place)
    {
        var recoveries = new List<double>();
        foreach (Way way in s_ways)
        {
            string trigger = FileName($"{place}-{way}");
            bool isOfStart = place is Place.BeforeHandshake or Place.Initializer;
            var options = new ProcessPoolOptions
            {
                WorkerCount = 1,
                StartTimeout = TimeSpan.FromSeconds(isOfStart && way is Way.Loop or Way.Stop ? 3 : 30),
                WorkerOutput = WorkerOutput.Discard,
                ShutdownGracePeriod = TimeSpan.FromSeconds(1),
                Environment = { ["DOTNET_DbgEnableMiniDump"] = "0" },
            };
            if (place is Place.BeforeHandshake)
                options.Environment[Failpoint.Variable] = $"worker.connect={way}@{trigger}";
            else
                options.UseTrap(way, trigger);
            await using var pool = new ProcessPool(options);
            int worker = await pool.PidAsync(TestToken);
            Exception? exception = await Record.ExceptionAsync(() => isOfStart ? Replace(pool, worker, trigger) : Run(way is Way.Loop or Way.Stop ? pool.With(s_limit) : pool, place, way));
            Check(place, way, exception);
            long start = Stopwatch.GetTimestamp();
            int next = await NextAsync(pool);
            recoveries.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (way is Way.Exception && place is Place.Decode or Place.Method or Place.Encode)
                Assert.Equal(worker, next); // a plain exception never costs the worker
            await pool.DisposeAsync();
            Assert.Empty(LinuxProcess.Children());
            WatchdogAttribute.NoteProgress();
        }
        Report($"next call after a fault: {place}", "<= 2 s", $"{recoveries.Max():0} ms");
    }

    [Fact]
    public async Task A_worker_that_goes_wrong_when_it_leaves_costs_no_call()
    {
        var recoveries = new List<double>();
        foreach (Way way in s_ways)
        {
            await using var pool = new ProcessPool(new ProcessPoolOptions
            {
                WorkerCount = 1,
                MaxCallsPerWorker = 1,
                WorkerOutput = WorkerOutput.Discard,
                ShutdownGracePeriod = TimeSpan.FromSeconds(1),
                Environment = { ["DOTNET_DbgEnableMiniDump"] = "0" },
            });
            string ends = FileName($"ends-{way}");
            int worker = await pool.ActAtExitAsync(way, ends, TestToken);
            await Until(() => File.Exists(ends)); // its successor is there
            long start = Stopwatch.GetTimestamp();
            Assert.NotEqual(worker, await pool.PidAsync(TestToken));
            recoveries.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Until(() => !LinuxProcess.IsAlive(worker)); // what does not end is ended
            await pool.DisposeAsync();
            Assert.Empty(LinuxProcess.Children());
            WatchdogAttribute.NoteProgress();
        }
        Report("next call after a fault: Shutdown", "<= 2 s", $"{recoveries.Max():0} ms");
    }

    // A worker that dies of what went wrong before may take the next call with it: then that call says so, and the one after it succeeds.
    private static async Task<int> NextAsync(ProcessPool pool)
    {
        try
        {
            return await pool.PidAsync(TestToken);
        }
        catch (WorkerCrashedException exception)
        {
            Assert.True(exception.MayHaveRun);
            return await pool.PidAsync(TestToken);
        }
    }

    private static Task Run(ProcessPool pool, Place place, Way way) => place switch
    {
        Place.Decode => pool.DecodeAsync(new DecodeTrap { Way = way }, TestToken),
        Place.Method => pool.ActAsync(way, TestToken),
        Place.Encode => pool.EncodeAsync(way, TestToken),
        Place.AfterResult => pool.ActLaterAsync(way, 0, TestToken),
        _ => Idle(pool, way),
    };

    // The worker's replacement meets it, and the call that waits for that.
    private static async Task Replace(ProcessPool pool, int worker, string trigger)
    {
        await File.WriteAllTextAsync(trigger, "", TestToken);
        LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
        await Until(() => !LinuxProcess.IsAlive(worker));
        int next = await pool.PidAsync(TestToken);
        Assert.False(File.Exists(trigger));
        Assert.NotEqual(worker, next);
    }

    private static async Task Idle(ProcessPool pool, Way way)
    {
        int worker = await pool.ActLaterAsync(way, 50, TestToken);
        if (way is not Way.Loop)
            await Until(() => LinuxProcess.StateOf(worker) is null or 'T' or 'Z');
    }

    private static void Check(Place place, Way way, Exception? exception)
    {
        string text = $"{place}, {way}: {exception}";
        if (place is Place.BeforeHandshake)
        {
            // Nobody has seen it but the pool, which starts another.
            Assert.True(exception is null, text);
            return;
        }
        if (place is Place.Initializer)
        {
            // What somebody killed is started again; what failed by itself is not.
            Assert.True(way is Way.Kill ? exception is null : exception is WorkerStartException { Initializer: "Hooks.Trap" }, text);
            return;
        }
        if (place is Place.AfterResult or Place.Idle)
        {
            // The call itself was over; where it was not yet, its worker died under it.
            Assert.True(exception is null or WorkerCrashedException || (exception is CallTimeoutException && way is Way.Stop or Way.Loop), text);
            return;
        }
        if (way is Way.Exception)
            Assert.True(place is Place.Method ? exception is InvalidOperationException : exception is CallSerializationException, text);
        else if (way is Way.Loop or Way.Stop)
            Assert.True(exception is CallTimeoutException, text);
        else
            Assert.True(exception is WorkerCrashedException { MayHaveRun: true }, text);
    }
}
