namespace Faults.Tests.Scenarios;

/// <summary>
/// A worker dies in the middle of a chunk, or an item of it takes too long: that item is lost, what was done before it keeps its result or its
/// exception, and what came after it runs elsewhere. Each item runs once.
/// </summary>
public sealed class MapExactness() : FaultTest(21)
{
    private const int Count = 400;

    public static TheoryData<string, Way, PoolTransport> Cases
    {
        get
        {
            var cases = new TheoryData<string, Way, PoolTransport>();
            foreach (string shape in new[] { "numbers", "texts", "lengths", "nothing" })
            {
                foreach (Way way in new[] { Way.Kill, Way.Exit7, Way.Loop })
                {
                    cases.Add(shape, way, PoolTransport.SharedMemory);
                    cases.Add(shape, way, PoolTransport.Socket);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task One_item_is_lost_whatever_the_size_of_the_chunk(string shape, Way way, PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        foreach (int size in new[] { 1, 7, 100, 100_000 })
        {
            // An item that would throw can't be the one that is lost.
            int bad = new[] { 0, 1, 50, Count - 1 }[Random.Next(4)];
            Ledger ledger = NewLedger($"{shape}{size}");
            var options = new MapOptions { ChunkSize = size, Timeout = way is Way.Loop ? TimeSpan.FromMilliseconds(500) : null };
            Exception?[] outcomes = await RunAsync(pool, shape, bad, way, ledger.Folder, options);
            Assert.Equal(Count, outcomes.Length);
            for (int item = 0; item < Count; item++)
            {
                if (item == bad && way is Way.Loop)
                    Assert.IsType<CallTimeoutException>(outcomes[item]);
                else if (item == bad)
                    Assert.True(Assert.IsType<WorkerCrashedException>(outcomes[item]).MayHaveRun);
                else if (Items.Throws(item))
                    Assert.StartsWith($"item {item}", Assert.IsType<ArgumentException>(outcomes[item]).Message, StringComparison.Ordinal);
                else
                    Assert.Null(outcomes[item]);
                if (outcomes[item] is { } exception)
                    Assert.Equal(item, RemoteCallInfo.Get(exception)!.ItemIndex);
            }
            Dictionary<int, int> runs = ledger.Runs();
            Assert.Equal(Count, runs.Count);
            Assert.All(runs.Values, count => Assert.Equal(1, count));
            WatchdogAttribute.NoteProgress();
        }
    }

    [Fact]
    public async Task A_map_fails_with_the_lost_item_and_a_stream_gives_what_came_before_it()
    {
        ProcessPool pool = NewPool(1);
        int[] items = [.. Enumerable.Range(0, Count).Where(item => !Items.Throws(item))];
        int lost = items[200];
        var options = new MapOptions { ChunkSize = Count };
        var exception = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.NumberMapAsync(items, lost, Way.Kill, NewLedger("map").Folder, options, TestToken));
        Assert.Equal(200, RemoteCallInfo.Get(exception)!.ItemIndex);
        var results = new List<int>();
        await Assert.ThrowsAsync<WorkerCrashedException>(async () =>
        {
            await foreach (int result in pool.NumberStreamAsync(items, lost, Way.Kill, NewLedger("stream").Folder, options, TestToken))
                results.Add(result);
        });
        Assert.Equal(items.Take(200).Select(item => 3 * item), results);
    }

    // Gives each item's exception, and checks the values of the others.
    private static async Task<Exception?[]> RunAsync(ProcessPool pool, string shape, int bad, Way way, string ledger, MapOptions options)
    {
        int[] items = [.. Enumerable.Range(0, Count)];
        switch (shape)
        {
            case "numbers":
                return Check(await pool.NumberTryMapAsync(items, bad, way, ledger, options, TestToken), item => 3 * item);
            case "lengths":
                return Check(await pool.LengthTryMapAsync(items.Select(item => new string('x', item)).ToArray(), bad, way, ledger, options, TestToken), item => 3 * item);
            case "texts":
                return Check(await pool.TextTryMapAsync(items, bad, way, ledger, options, TestToken), Items.TextOf);
            default:
                return [.. (await pool.NothingTryMapAsync(items, bad, way, ledger, options, TestToken)).Select(result => result.Exception)];
        }
    }

    private static Exception?[] Check<T>(CallResult<T>[] results, Func<int, T> expected)
    {
        foreach (CallResult<T> result in results)
        {
            if (result.IsSuccess)
                Assert.Equal(expected(result.Index), result.Value);
        }
        return [.. results.Select(result => result.Exception)];
    }
}
