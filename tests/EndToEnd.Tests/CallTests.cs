using EndToEnd.Library;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class CallTests : PoolTest
{
    [Fact]
    public async Task A_call_runs_in_another_process()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(42, await pool.DoubleAsync(21, TestToken));
        Assert.NotEqual(Environment.ProcessId, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task Defaults_and_nullable_arguments_travel()
    {
        ProcessPool pool = NewPool();
        Assert.Equal("a 1 ", await pool.DescribeAsync("a", cancellationToken: TestToken));
        Assert.Equal("b 2 Friday", await pool.DescribeAsync("b", 2, DayOfWeek.Friday, TestToken));
    }

    [Fact]
    public async Task Asynchronous_methods_are_awaited_in_the_worker()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(1, await pool.SlowlyAsync(1, TestToken));
        Assert.Equal("text", await pool.ViaValueTaskAsync("text", TestToken));
        await pool.ViaTaskAsync(FileName("a"), TestToken);
        await pool.AppendAsync(FileName("a"), "y", TestToken);
        Assert.Equal("xy", await File.ReadAllTextAsync(FileName("a"), TestToken));
    }

    [Fact]
    public async Task Methods_of_a_class_library_and_of_nested_types_run()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(5, await pool.DistanceAsync(new Point(0, 0), new Point(3, 4), TestToken));
        List<Point> grid = await pool.GridAsync(3, TestToken);
        Assert.Equal(new Point(2, 2), grid[^1]);
    }

    [Fact]
    public async Task Many_calls_at_once_all_get_their_own_result()
    {
        ProcessPool pool = NewPool();
        int[] results = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => pool.DoubleAsync(number, TestToken)));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(number => number * 2), results);
    }

    [Fact]
    public async Task Arguments_may_be_changed_once_the_call_is_made()
    {
        ProcessPool pool = NewPool(1);
        var calls = new List<(byte Value, Task<byte[]> Call)>();
        byte[] data = new byte[1000];
        for (byte value = 0; value < 50; value++)
        {
            Array.Fill(data, value);
            calls.Add((value, pool.EchoAsync(data, TestToken)));
        }
        foreach ((byte value, Task<byte[]> call) in calls)
            Assert.All(await call, item => Assert.Equal(value, item));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1 << 20)]
    [InlineData(64 << 20)]
    public async Task Payloads_of_any_size_come_back_unchanged(int size)
    {
        ProcessPool pool = NewPool();
        byte[] data = new byte[size];
        new Random(size).NextBytes(data);
        byte[] echo = await pool.EchoAsync(data, TestToken);
        Assert.True(data.AsSpan().SequenceEqual(echo));
        double[] doubles = new double[size / 8];
        Random.Shared.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(doubles.AsSpan()));
        double[] returned = await pool.EchoDoublesAsync(doubles, TestToken);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.AsBytes(doubles.AsSpan()).SequenceEqual(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(returned.AsSpan())));
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_one_clear_error_and_costs_nothing_else()
    {
        ProcessPool pool = NewPool(1, options => options.MaxPayloadBytes = 10_000);
        int worker = await pool.WhoAmIAsync(TestToken);
        var tooLarge = await Assert.ThrowsAsync<PayloadTooLargeException>(() => pool.CountBytesAsync(new byte[10_001], TestToken));
        Assert.Equal(10_000, tooLarge.Limit);
        Assert.Contains("Work.CountBytes", tooLarge.Message, StringComparison.Ordinal);
        var result = await Assert.ThrowsAsync<CallSerializationException>(() => pool.MakeBytesAsync(10_001, TestToken));
        Assert.Contains("MaxPayloadBytes", result.Message, StringComparison.Ordinal);
        Assert.Equal(9_000, await pool.CountBytesAsync(new byte[9_000], TestToken));
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_worker_knows_that_it_is_one_and_what_it_starts_is_none()
    {
        ProcessPool pool = NewPool();
        Assert.Equal("True True True ", await pool.WhereAsync(TestToken));
        Assert.False(PoolWorker.Current.IsWorker);
        Assert.Equal(-1, PoolWorker.Current.Id);
    }

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task A_worker_counts_its_calls_and_its_successor_its_own(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        for (int call = 1; call <= 3; call++)
            Assert.Equal(call, await pool.CountAsync(TestToken));
        Assert.Equal(2, (await pool.DoubleMapAsync([1, 2], new MapOptions { ChunkSize = 2 }, TestToken)).Length); // one, as it travels
        Assert.Equal(5, await pool.CountAsync(TestToken));
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.WaitForFileAsync(1, FileName("started"), FileName("go"), TestToken));
        Assert.Equal(1, await pool.CountAsync(TestToken));
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
    }

    [Fact]
    public async Task What_becomes_of_the_options_later_is_nothing_to_their_pool()
    {
        ProcessPoolOptions given = null!;
        ProcessPool pool = NewPool(1, options =>
        {
            options.Environment["PG_TEST"] = "set";
            options.WorkerOutput = WorkerOutput.Capture;
            given = options;
        });
        given.WorkerCount = 3;
        given.WorkerOutput = WorkerOutput.Discard;
        given.MaxPayloadBytes = 1;
        given.Environment["PG_TEST"] = "changed";
        given.Environment["PG_LATER"] = "set";
        given.WorkerGC.HeapHardLimitBytes = 64 << 20;
        Assert.Equal("set", await pool.VariableAsync("PG_TEST", TestToken));
        Assert.Null(await pool.VariableAsync("PG_LATER", TestToken));
        Assert.NotEqual("4000000", await pool.VariableAsync("DOTNET_GCHeapHardLimit", TestToken));
        Assert.Equal(1, pool.WorkerCount);
        Assert.Single(Children());
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.PrintThenAsync(1, "throw", TestToken));
        Assert.Contains("out 1", RemoteCallInfo.Get(exception)!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_and_directory_are_the_options_own()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.Environment["PG_TEST"] = "set";
            options.Environment["HOME"] = null;
            options.WorkingDirectory = Folder;
        });
        Assert.Equal("set", await pool.VariableAsync("PG_TEST", TestToken));
        Assert.Null(await pool.VariableAsync("HOME", TestToken));
        Assert.Equal(Folder, await pool.DirectoryAsync(TestToken));
    }

    [Fact]
    public async Task A_pool_inside_a_worker_runs_there()
    {
        ProcessPool pool = NewPool(2);
        Assert.Equal((2 * 5) + (2 * 6) + (2 * 5), await pool.NestedAsync(5, TestToken));
        Assert.Equal(2, Children().Count);
    }

    [Fact]
    public async Task Calls_from_many_threads_are_all_answered()
    {
        ProcessPool pool = NewPool();
        Task[] callers = [.. Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
                Assert.Equal(2 * (caller + i), await pool.DoubleAsync(caller + i, TestToken));
        }, TestToken))];
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Continuations_that_block_delay_no_other_call()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        using var release = new ManualResetEventSlim();
        // More than the thread pool has threads: each holds the thread that it runs on.
        Task[] blocked = [.. Enumerable.Range(0, 8).Select(async number =>
        {
            // A call whose answer came while its caller looked is complete, and would block this thread.
            await pool.DoubleAsync(number, TestToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            release.Wait(TestToken);
        })];
        // This thread waits synchronously; only the pool's own threads can answer it.
        for (int i = 0; i < 20; i++)
        {
#pragma warning disable xUnit1031 // what is tested
            Assert.Equal(2 * i, pool.DoubleAsync(i, TestToken).GetAwaiter().GetResult());
#pragma warning restore xUnit1031
        }
        release.Set();
        await Task.WhenAll(blocked);
    }
}
