using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that yield their results.</summary>
public sealed class StreamBackTests : PoolTest
{
    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task Items_come_in_order_as_many_as_there_are(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        foreach (int count in (int[])[0, 1, 17, 100_000])
            Assert.Equal(Enumerable.Range(0, count), await pool.CountAsync(count, TestToken).ToListAsync(TestToken));
        Assert.Equal(["0", "1", "2"], await pool.TextsAsync(3, TestToken).ToListAsync(TestToken));
        Assert.Equal(10_000, await pool.TextsAsync(10_000, TestToken).CountAsync(TestToken));
    }

    [Fact]
    public async Task Large_items_come_whole()
    {
        ProcessPool pool = NewPool(1);
        int number = 0;
        await foreach (byte[] block in pool.BlocksAsync(20, 5_000_000, TestToken))
        {
            Assert.Equal(5_000_000, block.Length);
            Assert.False(block.AsSpan().ContainsAnyExcept((byte)number++));
        }
        Assert.Equal(20, number);
    }

    [Fact]
    public async Task Each_item_of_a_slow_method_comes_at_once()
    {
        ProcessPool pool = NewPool(1);
        int next = 0;
        await foreach (int item in pool.StepByStepAsync(5, Folder, TestToken))
        {
            Assert.Equal(next++, item);
            await File.WriteAllTextAsync(FileName(item.ToString(System.Globalization.CultureInfo.InvariantCulture)), "", TestToken);
        }
        Assert.Equal(5, next);
    }

    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task A_slow_reader_stops_the_method_and_leaving_ends_it(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        int worker = await pool.WhoAmIAsync(TestToken);
        await foreach (int item in pool.CountVisiblyAsync(int.MaxValue, Folder, TestToken))
        {
            // The method is stopped when it has used its credit: a reader that never reads on sees it wait.
            File.Delete(FileName("waits"));
            await Until(() => File.Exists(FileName("waits")));
            Assert.InRange(Produced(), 16, 64);
            if (item == 3)
                break;
        }
        // The loop is left when the method has ended.
        Assert.True(File.Exists(FileName("left")));
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));

        long Produced() => File.Exists(FileName("produced")) ? new FileInfo(FileName("produced")).Length : 0;
    }

    [Fact]
    public async Task A_method_that_does_not_yield_when_the_loop_is_left_is_killed_after_the_grace_period()
    {
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100));
        int worker = 0;
        await foreach (int item in pool.HangAsync(FileName("hanging"), TestToken))
        {
            worker = item;
            await Until(() => File.Exists(FileName("hanging"))); // before that it would end there
            break;
        }
        Assert.False(IsAlive(worker));
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_ends_the_stream(bool withCancellation)
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        using var cancellation = new CancellationTokenSource();
        int seen = 0;
        IAsyncEnumerable<int> stream = pool.CountAsync(int.MaxValue, withCancellation ? default : cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in stream.WithCancellation(withCancellation ? cancellation.Token : default))
            {
                if (++seen == 100)
                    await cancellation.CancelAsync();
            }
        });
        Assert.Equal(100, seen);
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.CountAsync(1, new CancellationToken(true)).CountAsync(TestToken));
    }

    [Fact]
    public async Task A_timeout_ends_the_stream_after_the_items_that_came()
    {
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100))
            .With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        int seen = 0;
        await Assert.ThrowsAsync<CallTimeoutException>(async () =>
        {
            await foreach (int _ in pool.HangAsync(FileName("hanging"), TestToken))
                seen++;
        });
        Assert.Equal(1, seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task An_exception_or_a_crash_comes_after_the_items_before_it(int count)
    {
        ProcessPool pool = NewPool(1);
        (int seen, Exception? exception) = await Read(pool.FailAsync(count, "throw", "", TestToken));
        Assert.Equal(count, seen);
        Assert.Equal("no more", Assert.IsType<InvalidOperationException>(exception).Message);

        (seen, exception) = await Read(pool.FailAsync(count, "exit", FileName("seen"), TestToken), item =>
        {
            if (item == count - 1)
                File.WriteAllText(FileName("seen"), "");
        });
        Assert.Equal(count, seen);
        Assert.Equal(7, Assert.IsType<WorkerCrashedException>(exception).ExitCode);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
    }

    [Fact]
    public async Task Each_enumeration_is_a_call_that_begins_with_it()
    {
        ProcessPool pool = NewPool(1);
        IAsyncEnumerable<int> stream = pool.CountVisiblyAsync(3, Folder, TestToken);
        Assert.False(File.Exists(FileName("left")));
        Assert.Equal([0, 1, 2], await stream.ToListAsync(TestToken));
        File.Delete(FileName("left"));
        Assert.Equal([0, 1, 2], await stream.ToListAsync(TestToken));
        Assert.True(File.Exists(FileName("left")));
    }

    [Fact]
    public async Task Many_streams_at_once_keep_apart()
    {
        ProcessPool pool = NewPool(2);
        long[] sums = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            long sum = 0;
            await foreach (int item in pool.CountAsync(1000 + number, TestToken))
                sum += item;
            return sum;
        }, TestToken)));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => (long)(1000 + number) * (999 + number) / 2), sums);
    }

    [Fact]
    public async Task Null_instead_of_items_is_an_error_that_says_so()
    {
        ProcessPool pool = NewPool(1);
        (_, Exception? exception) = await Read(pool.NothingAsync(TestToken));
        Assert.Contains("StreamWork.Nothing returned null", exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_disposal_a_stream_does_not_begin_and_one_that_runs_is_cancelled()
    {
        ProcessPool pool = NewPool(1);
        Task disposal = Task.CompletedTask;
        (_, Exception? exception) = await Read(pool.CountAsync(int.MaxValue, TestToken), item =>
        {
            if (item == 0)
                disposal = Task.Run(async () => await pool.DisposeAsync(), TestToken);
        });
        Assert.IsAssignableFrom<OperationCanceledException>(exception);
        await disposal;
        (_, exception) = await Read(pool.CountAsync(1, TestToken));
        Assert.IsType<ObjectDisposedException>(exception);
    }

    [Fact]
    public async Task In_a_worker_streams_and_reports_work_as_well()
    {
        ProcessPool pool = NewPool(1);
        Assert.Equal((2 * (4999L * 5000 / 2)) + 5000 + 5000, await pool.NestedStreamsAsync(5000, TestToken));
        Assert.Equal(10, await pool.LeaveNestedAsync(TestToken));
    }

    private static async Task<(int Seen, Exception? Exception)> Read(IAsyncEnumerable<int> stream, Action<int>? onItem = null)
    {
        int seen = 0;
        try
        {
            await foreach (int item in stream)
            {
                Assert.Equal(seen++, item);
                onItem?.Invoke(item);
            }
            return (seen, null);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
        {
            return (seen, exception);
        }
    }
}
