using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>What a pool logs, measures and traces, and what of that goes into the worker.</summary>
public sealed class ObservabilityTests : PoolTest
{
    [Fact]
    public async Task A_crash_and_a_timeout_are_logged_and_counted()
    {
        using var log = new RecordingLoggerFactory();
        ProcessPool pool = NewPool(1, options => options.LoggerFactory = log);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.LeaveAsync(7, TestToken));
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.LoopForeverAsync(TestToken));
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        PoolStatistics statistics = pool.GetStatistics();
        Assert.Equal((1, 1, 2), (statistics.Crashes, statistics.Timeouts, statistics.Restarts));
        Assert.Equal(1, statistics.AnsweredCalls);
        WorkerStatistics worker = Assert.Single(statistics.Workers);
        Assert.Equal((0, 2, true), (worker.Id, worker.Generation, worker.IsReady));
        Assert.InRange(worker.GetMemoryBytes(), 1 << 20, 1L << 32);
        await pool.DisposeAsync();

        Assert.Contains(log.Entries, entry => entry is (LogLevel.Warning, 104, _) && entry.Text.Contains("exit code 7"));
        Assert.Contains(log.Entries, entry => entry is (LogLevel.Warning, 200, _) && entry.Text.Contains("ObservabilityWork.LoopForever"));
        Assert.Equal(3, log.Entries.Count(entry => entry is (LogLevel.Debug, 100, _)));
        Assert.Equal([101, 101, 101], log.Entries.Where(entry => entry.Id == 101).Select(entry => entry.Id));
        Assert.Contains(log.Entries, entry => entry.Id == 103);
        Assert.Contains(log.Entries, entry => entry.Id == 102);
        Assert.Contains(log.Entries, entry => entry.Id == 1);
    }

    [Fact]
    public async Task Starts_in_vain_are_logged_until_they_are_given_up()
    {
        using var log = new RecordingLoggerFactory();
        ProcessPool pool = NewPool(1, options =>
        {
            options.LoggerFactory = log;
            options.MaxFailedStarts = 3;
            options.Environment["DOTNET_STARTUP_HOOKS"] = "relative/hook.dll"; // the host refuses it
        });
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.DoubleAsync(1, TestToken));
        await pool.DisposeAsync();
        // The next says that it starts while the last says that it did not.
        Assert.Equal([100, 100, 100, 105, 105, 106], log.Entries.Select(entry => entry.Id).Where(id => id is >= 100 and < 200).Order());
        Assert.All(log.Entries.Where(entry => entry.Id == 105), entry => Assert.Equal(LogLevel.Warning, entry.Level));
        Assert.Equal(LogLevel.Error, Assert.Single(log.Entries, entry => entry.Id == 106).Level);
    }

    [Fact]
    public async Task A_call_that_had_not_begun_when_its_worker_ended_is_logged_and_runs_in_another()
    {
        using var log = new RecordingLoggerFactory();
        ProcessPool pool = NewPool(1, options => options.LoggerFactory = log);
        int worker = await pool.WhoAmIAsync(TestToken);
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        await Until(() => LinuxProcess.StateOf(worker) == 'T');
        Task<int> call = pool.WhoAmIAsync(TestToken); // the worker has it, and does not begin it
        Assert.Equal(1, pool.GetStatistics().CallsInFlight);
        LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
        Assert.NotEqual(worker, await call);
        Assert.Contains(log.Entries, entry => entry is (LogLevel.Debug, 201, _) && entry.Text.Contains("Work.WhoAmI"));
    }

    [Fact]
    public async Task The_meter_counts_crashes_restarts_and_timeouts()
    {
        var counts = new ConcurrentQueue<(string Name, long Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name == "ParallelGen" && instrument.Name is "parallelgen.worker.crashes" or "parallelgen.worker.restarts" or "parallelgen.call.timeouts")
                    meter.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counts.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        ProcessPool pool = NewPool(1);
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        Assert.Empty(counts); // a first worker is no restart
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.LeaveAsync(7, TestToken));
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        Assert.Equal([("parallelgen.worker.crashes", 1, ""), ("parallelgen.worker.restarts", 1, "")], counts);
        counts.Clear();
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.LoopForeverAsync(TestToken));
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        // A timeout is told to whoever listens beside its call. Whom the pool kills has not crashed.
        await Until(() => counts.Count == 2);
        Assert.Equal([("parallelgen.call.timeouts", 1, "parallelgen.method=ObservabilityWork.LoopForever"), ("parallelgen.worker.restarts", 1, "")], counts.Order());
    }

    [Fact]
    public async Task Who_listens_and_throws_harms_nobody()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name == "ParallelGen")
                    meter.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("a listener"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("a listener"));
        listener.Start();
        using var log = new ThrowingLoggerFactory();
        ProcessPool pool = NewPool(1, options => options.LoggerFactory = log);
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.LeaveAsync(7, TestToken));
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.LoopForeverAsync(TestToken));
        Assert.Equal(30, (await pool.DoubleMapAsync(Enumerable.Range(1, 5), cancellationToken: TestToken)).Sum());
        await pool.DisposeAsync();
        Assert.True(log.Count > 5);
    }

    [Fact]
    public async Task Options_that_mean_nothing_in_process_are_named_once()
    {
        using var log = new RecordingLoggerFactory();
        ProcessPool pool = NewPool(2, options =>
        {
            options.LoggerFactory = log;
            options.ExecutionMode = ExecutionMode.InProcess;
            options.Environment["COLOUR"] = "blue";
            options.MaxWorkerMemoryBytes = 1 << 30;
        });
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        Assert.Equal(["MaxWorkerMemoryBytes, Environment"], log.Entries.Where(entry => entry.Id == 2).Select(entry => entry.Text.Split(": ")[1].TrimEnd('.')));
        NewPool(2, options =>
        {
            options.LoggerFactory = log;
            options.ExecutionMode = ExecutionMode.InProcess;
        });
        Assert.Single(log.Entries, entry => entry.Id == 2);
    }

    [Fact]
    public async Task Workers_load_neither_logging_nor_what_nobody_uses()
    {
        using var log = new RecordingLoggerFactory();
        ProcessPool pool = NewPool(1, options => options.LoggerFactory = log);
        string[] loaded = await pool.LoadedAssembliesAsync(TestToken);
        Assert.Contains("ParallelGen", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Diagnostics.DiagnosticSource", loaded);
    }

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task The_meter_splits_the_time_of_a_call(ExecutionMode mode)
    {
        var values = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name == "ParallelGen")
                    meter.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        Assert.Equal(30, await pool.SlowlyAsync(30, TestToken));
        int[] doubled = await pool.DoubleMapAsync([1, 2], cancellationToken: TestToken);
        Assert.Equal([2, 4], doubled);
        await Assert.ThrowsAsync<DivideByZeroException>(() => pool.DivideAsync(1, 0, TestToken));
        listener.RecordObservableInstruments();

        (string Name, double Value, string Tags)[] ofSlowly = [.. values.Where(value => value.Tags.Contains("Work.Slowly"))];
        double duration = Assert.Single(ofSlowly, value => value.Name == "parallelgen.call.duration" && value.Tags.Contains("ok")).Value;
        double stages = ofSlowly.Where(value => value.Name == "parallelgen.call.stage.duration").Sum(value => value.Value);
        Assert.Equal(4, ofSlowly.Count(value => value.Name == "parallelgen.call.stage.duration"));
        Assert.Equal(duration, stages, 0.01);
        Assert.InRange(Assert.Single(ofSlowly, value => value.Tags.Contains("stage=run")).Value, 0.02, duration);
        Assert.Equal(2, ofSlowly.Count(value => value.Name == "parallelgen.io" && value.Value > 32));
        Assert.Contains(values, value => value.Name == "parallelgen.call.duration" && value.Tags.Contains("kind=chunk"));
        Assert.Contains(values, value => value.Name == "parallelgen.call.duration" && value.Tags.Contains("outcome=remote"));
        Assert.Contains(values, value => value.Name == "parallelgen.workers.ready" && value.Value == 1);
        Assert.Contains(values, value => value.Name == "parallelgen.worker.memory" && value.Value > 1 << 20);
        Assert.Contains(values, value => value.Name == "parallelgen.queue.length");
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task The_activity_goes_into_the_worker(PoolTransport transport)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ParallelGen",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        using Activity outer = new Activity("outer").Start();
        string trace = outer.TraceId.ToHexString();
        Assert.Equal(trace, await pool.TraceIdAsync(TestToken));
        Assert.Same(outer, Activity.Current);
        // Blocks lie where they are read, whatever stands before them.
        string[][] items = await pool.TraceIdOfItemMapAsync([1, 2, 3], [1.0, 2.0], cancellationToken: TestToken);
        Assert.Equal([$"{trace} 4", $"{trace} 5", $"{trace} 6"], items.Select(item => string.Join(' ', item)));
        await Assert.ThrowsAsync<DivideByZeroException>(() => pool.DivideAsync(1, 0, TestToken));
        await Assert.ThrowsAsync<DivideByZeroException>(async () => await pool.DivideStreamAsync([1], 0, cancellationToken: TestToken).ToArrayAsync(TestToken));
        Assert.Equal(1, await pool.DivideStreamAsync([1], 1, cancellationToken: TestToken).SingleAsync(TestToken));
        outer.Stop();
        Assert.NotEqual(trace, await pool.TraceIdAsync(TestToken));

        Assert.Contains(spans, span => span.DisplayName == "map ObservabilityWork.TraceIdOfItem" && span.ParentSpanId == outer.SpanId);
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(spans, span => span.DisplayName == "call Work.Divide").Status);
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], spans.Where(span => span.DisplayName == "stream Work.Divide").Select(span => span.Status));
    }

    [Fact]
    public async Task Calls_that_waited_and_died_with_their_worker_keep_their_context()
    {
        ProcessPool pool = NewPool(1);
        using Activity outer = new Activity("outer").Start();
        Task crash = pool.LeaveAsync(3, TestToken);
        Task<string>[] calls = [.. Enumerable.Range(0, 8).Select(_ => pool.TraceIdAsync(TestToken))];
        await Assert.ThrowsAsync<WorkerCrashedException>(() => crash);
        Assert.All(await Task.WhenAll(calls), trace => Assert.Equal(outer.TraceId.ToHexString(), trace));
    }

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task The_culture_is_that_of_the_call(ExecutionMode mode)
    {
        CultureInfo before = CultureInfo.CurrentCulture, beforeUI = CultureInfo.CurrentUICulture;
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("it-IT"));
            ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
            Assert.Equal("1.234,5 it-IT", await pool.FormatAsync(1234.5, TestToken));
            Assert.Equal("1.234,5 it-IT", await pool.FormatAsync(1234.5, TestToken));
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
            Assert.Equal("1,234.5 it-IT", await pool.FormatAsync(1234.5, TestToken));
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1.234,5 it-IT", await pool.FormatAsync(1234.5, TestToken));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task What_a_method_leaves_in_its_context_no_other_sees(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        await pool.LeaveActivityAsync(TestToken);
        Assert.Equal("", await pool.LeftAsync(TestToken));
    }

    [Fact]
    public async Task The_meter_has_each_pool_once_and_until_its_end()
    {
        using var meter = new Gauges();
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        ProcessPool pool = NewPool(1, options => options.UseFailWhile(FileName("condition"), FileName("attempts")));
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.WhoAmIAsync(TestToken)); // given up
        File.Delete(FileName("condition"));
        await pool.WhoAmIAsync(TestToken);
        Task<int> running = pool.WaitForFileAsync(1, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.1")));
        Task drain = pool.ShutdownAsync(ShutdownMode.Drain);
        List<(string Tags, long Value)> inFlight = meter.Read("parallelgen.calls.in_flight");
        Assert.Equal(inFlight.Count, inFlight.DistinctBy(gauge => gauge.Tags).Count());
        string mine = Assert.Single(inFlight, gauge => gauge.Value == 1).Tags;
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await running;
        await drain;
        Assert.DoesNotContain(meter.Read("parallelgen.calls.in_flight"), gauge => gauge.Tags == mine);
    }

    [Fact]
    public async Task The_meter_shows_what_waits_and_how_much_it_is()
    {
        using var meter = new Gauges();
        ProcessPool pool = NewPool(1);
        Task<int> running = pool.WaitForFileAsync(1, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.1")));
        Task<int> waiting = pool.CountBytesAsync(new byte[10_000], TestToken);
        (string tags, long bytes) = Assert.Single(meter.Read("parallelgen.queue.bytes"), gauge => gauge.Value > 0);
        Assert.InRange(bytes, 10_000, 11_000);
        Assert.Equal(1, Assert.Single(meter.Read("parallelgen.queue.length"), gauge => gauge.Tags == tags).Value);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await running;
        Assert.Equal(10_000, await waiting);
        Assert.Equal(0, Assert.Single(meter.Read("parallelgen.queue.bytes"), gauge => gauge.Tags == tags).Value);
    }

    [Fact]
    public async Task An_item_that_is_tried_again_is_measured_again()
    {
        var outcomes = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Name == "parallelgen.call.duration")
                    meter.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => outcomes.Enqueue(Text(tags)));
        listener.Start();
        ProcessPool pool = NewPool(1);
        Assert.Equal(10, Assert.Single(await pool.UnluckyMapAsync([5], 5, 1, Folder, cancellationToken: TestToken)));
        string[] ofItem = [.. outcomes.Where(tags => tags.Contains("Work.Unlucky", StringComparison.Ordinal))];
        Assert.Contains("outcome=crash", ofItem[0], StringComparison.Ordinal);
        Assert.Contains("outcome=ok", ofItem[1], StringComparison.Ordinal);
        Assert.Equal(2, ofItem.Length);
    }

    /// <summary>What the meter shows of all pools.</summary>
    private sealed class Gauges : IDisposable
    {
        private readonly List<(string Name, string Tags, long Value)> _values = [];
        private readonly MeterListener _listener = new()
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name == "ParallelGen" && instrument.IsObservable)
                    meter.EnableMeasurementEvents(instrument);
            },
        };

        public Gauges()
        {
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.Add((instrument.Name, Text(tags), value)));
            _listener.Start();
        }

        public List<(string Tags, long Value)> Read(string name)
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return [.. _values.Where(value => value.Name == name).Select(value => (value.Tags, value.Value))];
        }

        public void Dispose() => _listener.Dispose();
    }
}
