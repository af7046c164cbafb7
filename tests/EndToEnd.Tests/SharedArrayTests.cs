using System.Runtime.CompilerServices;
using ParallelGen;
using ParallelGen.Encoding;

namespace EndToEnd.Tests;

/// <summary>One array, seen by all: over every transport and in every mode.</summary>
public sealed class SharedArrayTests : PoolTest
{
    public static TheoryData<ExecutionMode, PoolTransport> All => new()
    {
        { ExecutionMode.Processes, PoolTransport.SharedMemory },
        { ExecutionMode.Processes, PoolTransport.Socket },
        { ExecutionMode.InProcess, PoolTransport.Automatic },
    };

    [Theory]
    [MemberData(nameof(All))]
    public async Task Ranges_of_one_array_are_filled_and_read_in_maps(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        using SharedArray<double> values = SharedArray.Create<double>(1_000_000);
        Assert.Equal(1_000_000, values.Length);
        Range[] ranges = [.. Enumerable.Range(0, 100).Select(part => (part * 10_000)..((part + 1) * 10_000))];
        for (int round = 1; round <= 3; round++)
        {
            await pool.FillRangeMapAsync(ranges, values, 1, cancellationToken: TestToken);
            Assert.Equal(-1, values.Span.IndexOfAnyExcept(round));
            double[] sums = await pool.SumRangeMapAsync(ranges, values, cancellationToken: TestToken);
            Assert.All(sums, sum => Assert.Equal(round * 10_000, sum));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_array_is_an_item_too(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        SharedArray<Work.Padded>[] arrays = [.. Enumerable.Range(1, 20).Select(length => SharedArray.Create<Work.Padded>(length))];
        for (int index = 0; index < arrays.Length; index++)
            arrays[index].Span[^1].Large = index;
        Assert.Equal(Enumerable.Range(0, 20).Select(index => (double)index), await pool.LastLargeMapAsync(arrays, cancellationToken: TestToken));
        Assert.Equal((int[])[1, -1, 2], await pool.LengthOfMapAsync([arrays[0], null, arrays[1]], cancellationToken: TestToken));
        using SharedArray<double> one = SharedArray.Create<double>(1);
        CallResult<double>[] results = await pool.SumRangeTryMapAsync([(0..1, one), (0..2, one)], cancellationToken: TestToken);
        Assert.Equal([true, false], results.Select(result => result.IsSuccess));
        foreach (SharedArray<Work.Padded> array in arrays)
            array.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Many_write_to_one_element_at_once(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport, workers: 4);
        using SharedArray<long> counters = SharedArray.Create<long>(3);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(call => pool.CountAsync(counters, call % 2, 1_000, TestToken)));
        Assert.Equal([20_000, 20_000, 0], counters.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_array_that_is_disposed_in_a_call_stays_for_the_call(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport, workers: 1);
        SharedArray<long> array = SharedArray.Create<long>(2);
        array.Span[0] = 3;
        array.Span[1] = 4;
        SharedBlock block = BlockOf(array);
        Task<long> running = pool.ReadAfterAsync(array, FileName("started"), FileName("go"), TestToken);
        Task<long> waiting = pool.ReadAfterAsync(array, FileName("later"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started")));
        array.Dispose();
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.Span.Length);
        Assert.Equal(2, array.Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.CountAsync(array, 0, 1, TestToken));
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal((long[])[7, 7], await Task.WhenAll(running, waiting));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.CountMapAsync([array], 0, 1, cancellationToken: TestToken));
        await Until(() => block.IsFree);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_process_it_stays_for_a_method_that_goes_on_after_its_timeout(bool isMap)
    {
        ProcessPool pool = Create(ExecutionMode.InProcess, PoolTransport.Automatic, workers: 1);
        SharedArray<long> array = SharedArray.Create<long>(1_000_000);
        array.Span[0] = 3;
        array.Span[^1] = 4;
        SharedBlock block = BlockOf(array);
        var timeout = TimeSpan.FromMilliseconds(100);
        await Assert.ThrowsAsync<CallTimeoutException>(() => isMap
            ? pool.ReadLateMapAsync([5], array, FileName("go"), FileName("saw"), new MapOptions { Timeout = timeout }, TestToken)
            : pool.With(new PoolCallOptions { Timeout = timeout }).ReadLateAsync(5, array, FileName("go"), FileName("saw"), TestToken));
        array.Dispose();
        Assert.False(block.IsFree);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await Until(() => File.Exists(FileName("saw")));
        Assert.Equal("12", await File.ReadAllTextAsync(FileName("saw"), TestToken));
        await Until(() => block.IsFree);
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_maps_an_array_once_and_drops_it_when_it_is_disposed(PoolTransport transport)
    {
        ProcessPool pool = Create(ExecutionMode.Processes, transport, workers: 1);
        int before = await pool.MappedBlocksAsync(TestToken);
        SharedArray<long> array = SharedArray.Create<long>(1_000);
        for (int call = 0; call < 10; call++)
            await pool.CountAsync(array, call, 1, TestToken);
        Assert.Equal(before + 1, await pool.MappedBlocksAsync(TestToken));
        await pool.KeepAsync(array, TestToken);
        Assert.Equal(1, await pool.ReadKeptAsync(TestToken));
        array.Dispose();
        for (int mapped = int.MaxValue; mapped != before;)
            mapped = await pool.MappedBlocksAsync(TestToken);
        // Who has kept it is told.
        RemoteCallException exception = await Assert.ThrowsAsync<RemoteCallException>(() => pool.ReadKeptAsync(TestToken));
        Assert.Equal("System.ObjectDisposedException", exception.RemoteType);
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_replaced_worker_maps_it_again(PoolTransport transport)
    {
        ProcessPool pool = Create(ExecutionMode.Processes, transport, workers: 1);
        using SharedArray<double> values = SharedArray.Create<double>(100);
        await pool.FillRangeAsync(Range.All, values, 1, TestToken);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("kill", 1, TestToken));
        Assert.Equal(100, await pool.SumRangeAsync(Range.All, values, TestToken));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Pools_in_workers_see_the_same(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        using SharedArray<double> values = SharedArray.Create<double>(10);
        values.Span.Fill(2);
        Assert.Equal(20, await pool.SumNestedAsync(values, TestToken));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Only_the_caller_makes_one(ExecutionMode mode, PoolTransport transport)
    {
        ProcessPool pool = Create(mode, transport);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.MakeSharedAsync(TestToken));
        Assert.Contains("Only the program that owns the pool", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_pools_share_one_array()
    {
        ProcessPool first = Create(ExecutionMode.Processes, PoolTransport.SharedMemory, 1), second = Create(ExecutionMode.Processes, PoolTransport.Socket, 1);
        using SharedArray<double> values = SharedArray.Create<double>(10);
        await first.FillRangeAsync(..5, values, 1, TestToken);
        await second.FillRangeAsync(5.., values, 2, TestToken);
        Assert.Equal(15, await first.SumRangeAsync(Range.All, values, TestToken));
        await second.DisposeAsync();
        Assert.Equal(15, await first.SumRangeAsync(Range.All, values, TestToken));
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_one_clear_error()
    {
        var exception = Assert.Throws<InsufficientMemoryException>(() => SharedArray.Create<Huge>(int.MaxValue));
        Assert.Contains($"A shared array of {int.MaxValue} Huge can't be had", exception.Message, StringComparison.Ordinal);
        Assert.Contains("available in this", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedArray.Create<int>(-1));
        using SharedArray<int> empty = SharedArray.Create<int>(0);
        Assert.Equal(0, empty.Span.Length);
    }

    [Fact]
    public async Task One_that_is_forgotten_is_freed()
    {
        SharedBlock block = Forget();
        await Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return block.IsFree;
        });

        [MethodImpl(MethodImplOptions.NoInlining)]
        static SharedBlock Forget() => BlockOf(SharedArray.Create<byte>(100_000));
    }

    private static SharedBlock BlockOf<T>(SharedArray<T> array)
        where T : unmanaged
    {
        SharedBlock block = array.Use();
        block.EndUse();
        return block;
    }

    private ProcessPool Create(ExecutionMode mode, PoolTransport transport, int workers = 2) =>
        NewPool(workers, options => (options.ExecutionMode, options.Transport) = (mode, transport));

    [InlineArray(1_000)]
    internal struct Huge
    {
        private long _first;
    }

    [Fact]
    public async Task A_map_that_can_not_begin_leaves_its_array_alone()
    {
        ProcessPool pool = NewPool(1, options => options.MaxPayloadBytes = 10);
        SharedArray<double> values = SharedArray.Create<double>(1000);
        await Assert.ThrowsAsync<PayloadTooLargeException>(async () => await pool.FillRangeMapAsync([0..1], values, 0.5, cancellationToken: TestToken));
        SharedBlock block = values.Use();
        block.EndUse();
        values.Dispose();
        Assert.True(block.IsFree);
    }
}
