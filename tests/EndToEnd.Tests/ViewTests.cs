using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Parameters that look at memory instead of getting a copy of it.</summary>
public sealed class ViewTests : PoolTest
{
    // Few elements travel in the payload; from 32 KiB on they lie in memory of their own.
    private static readonly int[] s_sizes = [0, 1, 1_000, 8_191, 8_192, 8_193, 100_000, 1_000_000, 6_000_000];

    public static TheoryData<ExecutionMode, PoolTransport> All => SharedArrayTests.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Spans_and_memories_of_any_size(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        foreach (int size in s_sizes)
        {
            int[] numbers = [.. Enumerable.Range(0, size)];
            double[] doubles = Array.ConvertAll(numbers, number => (double)number);
            long sum = (long)size * (size - 1) / 2;
            Assert.Equal(sum + 5, await pool.SumSpanAsync(numbers, 5, TestToken));
            Assert.Equal(sum, await pool.SumMemoryAsync(doubles, null, TestToken));
            Assert.Equal(sum, await pool.SumMemoryAsync(doubles.AsMemory(), null, CancellationToken.None));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Several_views_stand_beside_other_arguments(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        foreach (int size in s_sizes)
        {
            byte[] data = new byte[size];
            new Random(size).NextBytes(data);
            string between = new('x', size % 300_000);
            Assert.Equal(between.Length + 3, await pool.CompareViewsAsync(data, data, between, data, TestToken));
            if (size > 0)
                Assert.Equal(between.Length, await pool.CompareViewsAsync(data, data.AsMemory(1), between, data.AsMemory(1), TestToken));
            Assert.True((await pool.EchoViewAsync(data, TestToken)).Span.SequenceEqual(data));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Maps_take_arrays(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        int[][] items = [.. Enumerable.Range(0, 200).Select(item => Enumerable.Range(item, item * 300).ToArray())];
        long[] expected = [.. items.Select(item => item.Sum(number => (long)number) + 1)];
        Assert.Equal(expected, await pool.SumSpanMapAsync(items, 1, cancellationToken: TestToken));
        Assert.Equal(expected, await pool.SumSpanMapAsync(items.Select(item => (item, 1)), cancellationToken: TestToken));
        var streamed = new List<long>();
        await foreach (long sum in pool.SumSpanStreamAsync(items, 1, cancellationToken: TestToken))
            streamed.Add(sum);
        Assert.Equal(expected, streamed);
        Assert.Equal((long[])[0, 0], await pool.SumSpanMapAsync([null!, []], 0, cancellationToken: TestToken));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_view_is_read_when_the_call_is_made(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport, workers: 1);
        double[] values = new double[100_000];
        var calls = new List<Task<double>>();
        for (int call = 0; call < 10; call++)
        {
            Array.Fill(values, call);
            calls.Add(pool.SumMemoryAsync(values, FileName("go"), TestToken));
        }
        Array.Fill(values, -1);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal(Enumerable.Range(0, 10).Select(call => call * 100_000.0), await Task.WhenAll(calls));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Who_keeps_a_view_is_told_that_it_has_ended(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport, workers: 1);
        foreach (int size in (int[])[10, 100_000])
        {
            await pool.KeepViewAsync(new double[size], TestToken);
            Assert.Contains("ends with the call", await pool.UseKeptViewAsync(TestToken), StringComparison.Ordinal);
            // In a chunk each item has its own, and what they share stays.
            bool[] looks = await pool.LooksAtFormerItemMapAsync(Enumerable.Repeat(new double[size], 50), new double[size], cancellationToken: TestToken);
            Assert.DoesNotContain(true, looks);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Any_elements_without_references_will_do(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        DateTime[] times = [.. Enumerable.Range(0, 10_000).Select(day => new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Local).AddDays(day))];
        DateTime latest = await pool.LatestAsync(times, TestToken);
        Assert.Equal((times[^1], DateTimeKind.Local), (latest, latest.Kind));
        foreach (int size in s_sizes)
            Assert.True(await pool.IsAlignedAsync(new double[size], TestToken));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_that_dies_takes_no_view_with_it(PoolTransport transport)
    {
        ProcessPool pool = Create(ExecutionMode.Processes, transport, workers: 1);
        double[] values = new double[1_000_000];
        Array.Fill(values, 1);
        Task<double> running = pool.SumMemoryAsync(values, FileName("never"), TestToken);
        Task<double> waiting = pool.SumMemoryAsync(values, null, TestToken);
        await Until(() => File.Exists(FileName("never started")));
        LinuxProcess.Signal(Children().Select(IdOf).Single(), LinuxProcess.SignalKill);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => running);
        Assert.Equal(values.Length, await waiting);
    }

    [Fact]
    public async Task The_limit_of_a_payload_holds_for_views()
    {
        ProcessPool pool = NewPool(1, options => options.MaxPayloadBytes = 1_000_000);
        Assert.Equal(0, await pool.SumMemoryAsync(new double[100_000], null, TestToken));
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => pool.SumMemoryAsync(new double[200_000], null, TestToken));
        Assert.Equal(0, await pool.SumMemoryAsync(new double[100_000], null, TestToken));
    }

    [Fact]
    public async Task The_memory_of_views_is_used_again()
    {
        ProcessPool pool = Create(ExecutionMode.Processes, PoolTransport.SharedMemory, workers: 1);
        double[] values = new double[1_000_000];
        for (int call = 0; call < 50; call++)
            await pool.SumMemoryAsync(values, null, TestToken);
        Assert.InRange(pool.Dispatcher.Slabs!.Bytes, 8_000_000, 16_000_000);
    }

    private ProcessPool Create(ExecutionMode mode, PoolTransport transport, int workers = 2) =>
        NewPool(workers, options => (options.ExecutionMode, options.Transport) = (mode, transport));
}
