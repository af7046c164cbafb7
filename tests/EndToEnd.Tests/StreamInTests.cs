using System.Runtime.CompilerServices;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that read a stream of the caller's.</summary>
public sealed class StreamInTests : PoolTest
{
    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task All_items_reach_the_method_in_order(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        foreach (int count in (int[])[0, 1, 17, 100_000])
            Assert.Equal((long)count * (count - 1) / 2, await pool.SumAsync(StreamWork.Numbers(count), TestToken));
        Assert.Equal("a0,b1,c2", await pool.ZipAsync(",", new[] { "a", "b", "c" }.ToAsyncEnumerable(), StreamWork.Numbers(2000), TestToken));
        Assert.Equal("none", await pool.ZipAsync(",", null, StreamWork.Numbers(1), TestToken));
    }

    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task Items_go_in_and_come_out_while_the_method_runs(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => number * 2), await pool.DoubleEachAsync(StreamWork.Numbers(10_000), TestToken).ToListAsync(TestToken));

        // Each item is answered before the next is given.
        var answered = new SemaphoreSlim(0);
        int seen = 0;
        await foreach (int item in pool.DoubleEachAsync(OneByOne(50), TestToken))
        {
            Assert.Equal(2 * seen++, item);
            answered.Release();
        }
        Assert.Equal(50, seen);

        async IAsyncEnumerable<int> OneByOne(int count)
        {
            for (int i = 0; i < count; i++)
            {
                yield return i;
                await answered.WaitAsync(TestToken);
            }
        }
    }

    [Fact]
    public async Task Each_item_fails_by_what_its_own_enumeration_threw()
    {
        int enumerations = 0;
        CallResult<long>[] results = await NewPool(1).SumTimesTryMapAsync([1, 1], Numbered(), options: new MapOptions { ChunkSize = 2 }, cancellationToken: TestToken);
        Assert.Equal(["enumeration 1", "enumeration 2"], results.Select(result => result.Exception!.Message));

        async IAsyncEnumerable<int> Numbered()
        {
            int number = ++enumerations;
            await Task.Yield();
            yield return 1;
            throw new FormatException($"enumeration {number}");
        }
    }

    [Fact]
    public async Task A_source_that_throws_more_than_may_be_sent_ends_its_call_all_the_same()
    {
        ProcessPool pool = NewPool(1, options => options.MaxPayloadBytes = 4096);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.SumAsync(Fail(), TestToken));
        Assert.Equal(10_000, exception.Message.Length);
        Assert.Equal(3, await pool.SumAsync(StreamWork.Numbers(3), TestToken));

        static async IAsyncEnumerable<int> Fail()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidOperationException(new string('!', 10_000));
        }
    }

    [Fact]
    public async Task The_source_is_read_as_far_as_the_method_reads_it_and_disposed_when_the_call_ends()
    {
        ProcessPool pool = NewPool(1);
        int given = 0, disposed = 0;
        Assert.Equal(0, await pool.TakeAsync(0, Endless(), TestToken));
        Assert.Equal((0, 0), (given, disposed)); // nobody wanted any
        Assert.Equal(5, await pool.TakeAsync(5, Endless(), TestToken));
        Assert.InRange(given, 5, 64);
        Assert.Equal(1, disposed);

        async IAsyncEnumerable<int> Endless()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    await Task.Yield();
                    Interlocked.Increment(ref given);
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref disposed);
            }
        }
    }

    [Fact]
    public async Task A_source_that_never_gives_another_item_does_not_keep_a_call_that_has_ended()
    {
        ProcessPool pool = NewPool(1);
        var end = new TaskCompletionSource();
        Assert.Equal(1, await pool.TakeAsync(1, Waiting(), TestToken));
        end.SetResult();

        async IAsyncEnumerable<int> Waiting()
        {
            yield return 1;
            await end.Task;
        }
    }

    [Fact]
    public async Task What_the_source_throws_reaches_the_method_and_the_caller_gets_its_own_exception()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        var thrown = new FormatException("bad line");
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.SumAsync(Broken(3, thrown), TestToken)));
        Assert.Equal("3 bad line", await pool.CatchAsync(Broken(3, thrown), TestToken));
        var own = new OwnException("of my own");
        Assert.Same(own, await Assert.ThrowsAsync<OwnException>(() => pool.SumAsync(Broken(0, own), TestToken)));
        Assert.Equal($"2 {typeof(OwnException).FullName} The caller's source of items for StreamWork.CatchAsync threw {typeof(OwnException).FullName}: of my own", await pool.CatchAsync(Broken(2, own), TestToken));
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(async () => await pool.DoubleEachAsync(Broken(3, thrown), TestToken).CountAsync(TestToken)));
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.SumTimesMapAsync([1, 1], Broken(3, thrown), cancellationToken: TestToken)));
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task Each_enumeration_in_the_method_is_one_of_the_source()
    {
        ProcessPool pool = NewPool(2);
        var reports = new Collector<int>();
        Assert.Equal(3 * 4950, await pool.SumTimesAsync(3, StreamWork.Numbers(100), reports, TestToken));
        Assert.Equal([0, 1, 2], reports.Items);
        Assert.Equal((long[])[4950, 2 * 4950, 0], await pool.SumTimesMapAsync([1, 2, 0], StreamWork.Numbers(100), cancellationToken: TestToken));
    }

    [Fact]
    public async Task A_cancelled_call_cancels_the_source_it_waits_for()
    {
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100));
        using var cancellation = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var disposed = new TaskCompletionSource();
        Task<long> call = pool.SumAsync(Endless(TestToken), cancellation.Token);
        await asked.Task.WaitAsync(TestToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await disposed.Task.WaitAsync(TestToken);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));

        async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return 1;
                asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                disposed.TrySetResult();
            }
        }
    }

    [Fact]
    public async Task The_source_runs_in_its_callers_context()
    {
        ProcessPool pool = NewPool(1);
        var local = new AsyncLocal<string> { Value = "the caller's" };
        string? seen = null;
        Assert.Equal(1, await pool.SumAsync(Source(), TestToken));
        Assert.Equal("the caller's", seen);

        async IAsyncEnumerable<int> Source()
        {
            await Task.Yield();
            seen = local.Value;
            yield return 1;
        }
    }

    private static async IAsyncEnumerable<int> Broken(int after, Exception exception)
    {
        for (int i = 0; i < after; i++)
        {
            await Task.Yield();
            yield return i;
        }
        throw exception;
    }
}
