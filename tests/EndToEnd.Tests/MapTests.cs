using EndToEnd.Tests.Types.Geometry;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class MapTests : PoolTest
{
    // Every tenth by zero.
    private static readonly (int Dividend, int Divisor)[] s_divisions = [.. Enumerable.Range(0, 300).Select(item => (item, item % 10))];

    public static TheoryData<int, int?> Sizes => new MatrixTheoryData<int, int?>([0, 1, 2, 3, 7, 1000, 100_000], [null, 1, 2, 333]);

    public static TheoryData<Mode, bool, int?> StreamsOfTries => new MatrixTheoryData<Mode, bool, int?>(Enum.GetValues<Mode>(), [true, false], [null, 1, 7]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Results_are_in_the_order_of_the_items(int count, int? chunkSize)
    {
        if (chunkSize is 1 or 2 && count > 10_000)
            return; // a hundred thousand round trips tell no more than a thousand
        ProcessPool pool = NewPool();
        int[] items = [.. Enumerable.Range(0, count)];
        int[] expected = [.. items.Select(item => item * 2)];
        var options = new MapOptions { ChunkSize = chunkSize };
        Assert.Equal(expected, await pool.DoubleMapAsync(items, options, TestToken));
        Assert.Equal(expected, await pool.DoubleMapAsync(items.ToList(), options, TestToken));
        Assert.Equal(expected, await pool.DoubleMapAsync(items.Where(_ => true), options, TestToken));
        Assert.Equal(expected, await pool.DoubleStreamAsync(items, options, TestToken).ToArrayAsync(TestToken));
        Assert.Equal(expected, await pool.DoubleStreamAsync(Slowly(items), options, TestToken).ToArrayAsync(TestToken));
        int[] unordered = await pool.DoubleStreamAsync(items, options with { Ordered = false }, TestToken).ToArrayAsync(TestToken);
        Assert.Equal(expected, unordered.Order());
    }

    [Fact]
    public async Task Other_parameters_are_fixed_or_travel_in_tuples()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(["a 5 ", "b 5 "], await pool.DescribeMapAsync(["a", "b"], 5, cancellationToken: TestToken));
        Assert.Equal(["a 1 Monday", "b 2 "], await pool.DescribeMapAsync([("a", 1, (DayOfWeek?)DayOfWeek.Monday), ("b", 2, null)], cancellationToken: TestToken));
        Assert.Equal<IEnumerable<int>>([2, 3], await pool.DivideMapAsync([(4, 2), (9, 3)], cancellationToken: TestToken));
    }

    [Fact]
    public async Task Maps_of_methods_without_a_result_run_every_item()
    {
        ProcessPool pool = NewPool();
        await pool.AppendMapAsync([FileName("a"), FileName("b"), FileName("c")], "x", cancellationToken: TestToken);
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
        CallResult[] results = await pool.AppendTryMapAsync([FileName("d"), Path.Combine(Folder, "no", "e")], "x", cancellationToken: TestToken);
        Assert.True(results[0].IsSuccess);
        Assert.IsType<DirectoryNotFoundException>(results[1].Exception);
        var streamed = await pool.AppendTryStreamAsync([FileName("f")], "x", cancellationToken: TestToken).ToArrayAsync(TestToken);
        Assert.True(streamed.Single().IsSuccess);
    }

    [Fact]
    public async Task A_map_fails_with_the_first_item_that_fails()
    {
        ProcessPool pool = NewPool();
        int[] items = [.. Enumerable.Range(0, 1000)];
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => pool.FailOnMapAsync(items, 500, cancellationToken: TestToken));
        Assert.Equal("item", exception.ParamName);
        RemoteCallInfo info = Assert.IsType<RemoteCallInfo>(RemoteCallInfo.Get(exception));
        Assert.Equal(500, info.ItemIndex);
        Assert.Equal("Work.FailOn", info.Method);
        // The pool goes on.
        Assert.Equal(items, await pool.FailOnMapAsync(items, -1, cancellationToken: TestToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task A_try_map_gives_every_item_its_own_result_or_exception(int? chunkSize)
    {
        ProcessPool pool = NewPool();
        CallResult<int>[] results = await pool.DivideTryMapAsync(s_divisions, new MapOptions { ChunkSize = chunkSize }, TestToken);
        Assert.Equal(Enumerable.Range(0, s_divisions.Length), results.Select(result => result.Index));
        AssertDivided(results);
    }

    [Theory]
    [MemberData(nameof(StreamsOfTries))]
    public async Task A_try_stream_gives_every_item_its_own_result_or_exception(Mode mode, bool ordered, int? chunkSize)
    {
        ProcessPool pool = NewPool(2, options => options.Apply(mode));
        var options = new MapOptions { Ordered = ordered, ChunkSize = chunkSize };
        IAsyncEnumerable<CallResult<int>>[] streams = [pool.DivideTryStreamAsync(s_divisions, options, TestToken), pool.DivideTryStreamAsync(Slowly(s_divisions), options, TestToken)];
        foreach (IAsyncEnumerable<CallResult<int>> stream in streams)
        {
            CallResult<int>[] results = await stream.ToArrayAsync(TestToken);
            IEnumerable<int> indexes = results.Select(result => result.Index);
            Assert.Equal(Enumerable.Range(0, s_divisions.Length), ordered ? indexes : indexes.Order());
            AssertDivided(results);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_stream_gives_out_what_came_before_the_failure(int chunkSize)
    {
        ProcessPool pool = NewPool();
        var received = new List<int>();
        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (int item in pool.FailOnStreamAsync(Enumerable.Range(0, 100), 25, new MapOptions { ChunkSize = chunkSize }, TestToken))
                received.Add(item);
        });
        Assert.Equal(Enumerable.Range(0, 25), received);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_takes_no_more_than_its_window()
    {
        ProcessPool pool = NewPool();
        int taken = 0;
        IEnumerable<int> Endless()
        {
            for (int item = 0; ; item++)
            {
                Volatile.Write(ref taken, item + 1);
                yield return item;
            }
        }
        await foreach (int item in pool.DoubleStreamAsync(Endless(), new MapOptions { MaxInFlight = 20 }, TestToken))
        {
            if (item >= 20)
                break;
        }
        Assert.InRange(Volatile.Read(ref taken), 11, 31);
        Assert.Equal(4, await pool.DoubleAsync(2, TestToken));
    }

    [Fact]
    public async Task What_a_source_throws_is_what_the_map_throws()
    {
        ProcessPool pool = NewPool();
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidTimeZoneException("source");
        }
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => pool.DoubleMapAsync(Broken(), cancellationToken: TestToken));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => pool.DoubleTryMapAsync(Broken(), cancellationToken: TestToken));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await pool.DoubleStreamAsync(Broken(), cancellationToken: TestToken).ToArrayAsync(TestToken));
    }

    [Fact]
    public async Task A_slow_source_does_not_hold_back_what_came()
    {
        ProcessPool pool = NewPool();
        var second = new TaskCompletionSource();
        async IAsyncEnumerable<int> Source()
        {
            yield return 1;
            await second.Task;
            yield return 2;
        }
        await using IAsyncEnumerator<int> results = pool.DoubleStreamAsync(Source(), cancellationToken: TestToken).GetAsyncEnumerator(TestToken);
        Assert.True(await results.MoveNextAsync());
        Assert.Equal(2, results.Current);
        second.SetResult();
        Assert.True(await results.MoveNextAsync());
        Assert.Equal(4, results.Current);
        Assert.False(await results.MoveNextAsync());
    }

    [Fact]
    public async Task A_source_that_never_gives_another_item_does_not_keep_a_stream_from_its_end()
    {
        ProcessPool pool = NewPool();
        using var never = new System.Collections.Concurrent.BlockingCollection<int>(new System.Collections.Concurrent.ConcurrentQueue<int>([1, 2]));
        await foreach (int item in pool.DoubleStreamAsync(Forever(never), new MapOptions { ChunkSize = 1 }, TestToken))
        {
            if (item == 4)
                break;
        }
        var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
        await channel.Writer.WriteAsync(7, TestToken);
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await pool.FailOnStreamAsync(Forever(channel.Reader), 7, cancellationToken: TestToken).ToArrayAsync(TestToken));

        // Nor does it hold up the end of the pool.
        Task<int[]> map = pool.DoubleMapAsync(Forever(never), cancellationToken: TestToken);
        await pool.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        never.CompleteAdding();
    }

    [Fact]
    public async Task A_chunk_may_be_as_large_as_it_likes()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(6, (await pool.DoubleStreamAsync([1, 2, 3], new MapOptions { ChunkSize = int.MaxValue }, TestToken).ToArrayAsync(TestToken))[2]);
    }

    [Fact]
    public async Task Several_maps_and_calls_share_the_workers()
    {
        ProcessPool pool = NewPool();
        int[] items = [.. Enumerable.Range(0, 5000)];
        Task<int[]>[] maps = [.. Enumerable.Range(0, 8).Select(_ => pool.DoubleMapAsync(items, cancellationToken: TestToken))];
        Assert.Equal(10, await pool.DoubleAsync(5, TestToken));
        foreach (int[] result in await Task.WhenAll(maps))
            Assert.Equal(items.Select(item => item * 2), result);
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        ProcessPool pool = NewPool();
        Assert.Contains("ChunkSize", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            pool.DoubleMapAsync([1], new MapOptions { ChunkSize = 0 }, TestToken))).Message, StringComparison.Ordinal);
        Assert.Contains("Timeout", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            pool.DoubleMapAsync([1], new MapOptions { Timeout = TimeSpan.Zero }, TestToken))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => pool.DoubleMapAsync(null!, cancellationToken: TestToken));
    }

    [Fact]
    public void A_stream_of_nothing_is_refused_before_its_first_step()
    {
        ProcessPool pool = NewPool();
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.DoubleStreamAsync((IEnumerable<int>)null!, cancellationToken: TestToken)).ParamName);
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.DoubleStreamAsync((IAsyncEnumerable<int>)null!, cancellationToken: TestToken)).ParamName);
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.DoubleTryStreamAsync((IEnumerable<int>)null!, cancellationToken: TestToken)).ParamName);
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.DoubleTryStreamAsync((IAsyncEnumerable<int>)null!, cancellationToken: TestToken)).ParamName);
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.AppendTryStreamAsync((IEnumerable<string>)null!, "x", cancellationToken: TestToken)).ParamName);
        Assert.Equal("items", Assert.Throws<ArgumentNullException>(() => _ = pool.AppendTryStreamAsync((IAsyncEnumerable<string>)null!, "x", cancellationToken: TestToken)).ParamName);
    }

    [Fact]
    public async Task A_map_that_can_not_begin_says_so_through_its_task()
    {
        ProcessPool pool = NewPool();
        Task ofNothing = pool.AppendMapAsync((IEnumerable<string>)null!, "x", cancellationToken: TestToken);
        Assert.Equal("items", (await Assert.ThrowsAsync<ArgumentNullException>(() => ofNothing)).ParamName);
        Task cancelled = pool.AppendMapAsync([FileName("a")], "x", cancellationToken: new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await pool.DisposeAsync();
        Task late = pool.AppendMapAsync([FileName("a")], "x", cancellationToken: TestToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late);
    }

    [Fact]
    public async Task A_stream_leaves_nothing_on_the_token_of_its_caller()
    {
        ProcessPool pool = NewPool();
        using var lasting = new CancellationTokenSource();
        List<WeakReference> left = [];
        for (int i = 0; i < 20; i++)
            left.Add(await StreamAsync(pool, lasting.Token));
        // The last may still stand on the stack of a thread that waits for the next.
        await Until(() =>
        {
            GC.Collect();
            return left.Count(static reference => reference.IsAlive) < 10;
        }, () => "the caller's token still refers to the streams");

        // The handle lives as long as the source of the token that the stream gives its items' source.
        static async Task<WeakReference> StreamAsync(ProcessPool pool, CancellationToken token)
        {
            WeakReference? handle = null;
            async IAsyncEnumerable<int> Source([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
            {
                handle = new WeakReference(cancellationToken.WaitHandle);
                yield return 1;
                await Task.Yield();
                yield return 2;
            }
            int sum = 0;
            await foreach (int doubled in pool.DoubleStreamAsync(Source(CancellationToken.None), cancellationToken: token))
                sum += doubled;
            Assert.Equal(6, sum);
            return handle!;
        }
    }

    private static void AssertDivided(CallResult<int>[] results)
    {
        Assert.All(results, result =>
        {
            if (result.Index % 10 == 0)
            {
                Assert.IsType<DivideByZeroException>(result.Exception);
                Assert.Throws<DivideByZeroException>(() => result.Value);
                Assert.Equal(result.Index, RemoteCallInfo.Get(result.Exception)!.ItemIndex);
            }
            else
            {
                Assert.Equal(result.Index / (result.Index % 10), result.Value);
            }
        });
        Assert.Equal(30, results.Select(result => result.Exception).OfType<Exception>().Distinct().Count());
    }

    // Sources that look at no token.
    private static IEnumerable<int> Forever(System.Collections.Concurrent.BlockingCollection<int> items) => items.GetConsumingEnumerable();

    private static async IAsyncEnumerable<int> Forever(System.Threading.Channels.ChannelReader<int> items)
    {
        while (true)
            yield return await items.ReadAsync();
    }

    private static async IAsyncEnumerable<T> Slowly<T>(T[] items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            yield return items[i];
        }
    }

    [Fact]
    public async Task Nor_does_one_that_gives_none_when_there_is_no_room_for_more()
    {
        ProcessPool pool = NewPool(1);
        var second = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        using var source = new CancellationTokenSource();
        await using IAsyncEnumerator<int> items = pool
            .WaitForFileStreamAsync(Slowly(), FileName("started"), FileName("go"), new MapOptions { ChunkSize = 2 }, source.Token)
            .GetAsyncEnumerator(CancellationToken.None);
        Task<bool> move = items.MoveNextAsync().AsTask();
        await Until(() => File.Exists(FileName("started.0")));
        second.SetResult();
        await asked.Task.WaitAsync(TestToken);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => move);
        await pool.ShutdownAsync(ShutdownMode.Drain);

        async IAsyncEnumerable<int> Slowly() // hears of no token
        {
            yield return 0;
            await second.Task;
            yield return 1;
            asked.SetResult();
            await new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task An_array_of_a_derived_type_is_as_good_as_one_of_the_parameters()
    {
        ProcessPool cold = NewPool(1);
        Shape.Circle[] circles = [new(new(1, 2), 3), new(new(4, 5), 6)];
        Shape[] named = await cold.NameShapeMapAsync(circles, cancellationToken: TestToken);
        Assert.Equal<Shape>(circles, named);
        CallResult<Shape>[] tried = await cold.NameShapeTryMapAsync(circles, cancellationToken: TestToken);
        Assert.Equal<Shape>(circles, tried.Select(result => result.Value));
        Assert.Equal(2, await cold.CountShapesAsync(circles, TestToken));
    }
}
