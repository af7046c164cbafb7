using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>What an item is, not what its chunk is, decides whether it can travel; and no item runs twice for that.</summary>
public sealed class ChunkSplitTests : PoolTest
{
    private const int Limit = 100_000;
    private const int Bad = 7;

    private static readonly MapOptions s_chunks = new() { ChunkSize = 20 };

    public static TheoryData<Mode> Modes => [Mode.SharedMemory, Mode.Socket, Mode.InProcess];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Items_that_fit_alone_are_not_too_large_together(Mode mode)
    {
        ProcessPool pool = NewPool(mode);
        byte[][] items = [.. Enumerable.Range(0, 40).Select(number => new byte[30_000 + number])];
        int[] expected = [.. items.Select(item => item.Length)];
        Assert.Equal(expected, await pool.CountBytesMapAsync(items, s_chunks, TestToken));
        Assert.Equal(expected, (await pool.CountBytesTryMapAsync(items, s_chunks, TestToken)).Select(result => result.Value));
        Assert.Equal(expected, await pool.CountBytesStreamAsync(items, s_chunks, TestToken).ToArrayAsync(TestToken));
        Assert.Equal(expected, (await pool.CountBytesTryStreamAsync(items, s_chunks, TestToken).ToArrayAsync(TestToken)).Select(result => result.Value));
        Assert.Equal(expected, (await pool.CountBytesStreamAsync(items, s_chunks with { Ordered = false }, TestToken).ToArrayAsync(TestToken)).Order());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_item_that_is_too_large_alone_fails_alone_and_is_named(Mode mode)
    {
        ProcessPool pool = NewPool(mode);
        Load[] items = [.. Enumerable.Range(0, 20).Select(number => new Load { Number = number, Data = new byte[number == Bad ? Limit : 10_000] })];
        CallResult<int>[] results = await pool.WeighTryMapAsync(items, FileName("all"), s_chunks, TestToken);
        CheckOnlyBad<PayloadTooLargeException>(results, FileName("all"), "Work.Weigh", hasRun: false);

        var exception = await Assert.ThrowsAsync<PayloadTooLargeException>(() => pool.WeighMapAsync(items, FileName("first"), s_chunks, TestToken));
        CheckNamed(exception, "Work.Weigh");
        CheckRanBefore(FileName("first"));
        CheckNamed(await Assert.ThrowsAsync<PayloadTooLargeException>(async () =>
            await pool.WeighStreamAsync(items, FileName("stream"), s_chunks, TestToken).ToArrayAsync(TestToken)), "Work.Weigh");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Results_that_fit_alone_are_not_too_large_together_and_no_item_runs_twice(Mode mode)
    {
        ProcessPool pool = NewPool(mode);
        (int, int)[] items = [.. Enumerable.Range(0, 40).Select(number => (number, 30_000 + number))];
        byte[][] results = await pool.ProduceMapAsync(items, FileName("map"), s_chunks, TestToken);
        Assert.Equal(items.Select(item => item.Item2), results.Select(result => result.Length));
        Assert.Equal(Enumerable.Range(0, 40), Ran(FileName("map")));
        int[] streamed = await pool.ProduceStreamAsync(items, FileName("stream"), s_chunks, TestToken).Select(result => result.Length).ToArrayAsync(TestToken);
        Assert.Equal(items.Select(item => item.Item2), streamed);
        Assert.Equal(Enumerable.Range(0, 40), Ran(FileName("stream")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_result_that_is_too_large_alone_fails_alone_and_is_named(Mode mode)
    {
        ProcessPool pool = NewPool(mode);
        (int, int)[] items = [.. Enumerable.Range(0, 20).Select(number => (number, number == Bad ? Limit : 10_000))];
        CallResult<byte[]>[] results = await pool.ProduceTryMapAsync(items, FileName("all"), s_chunks, TestToken);
        CheckOnlyBad<CallSerializationException>(Lengths(results), FileName("all"), "MaxPayloadBytes", hasRun: true);
        var exception = await Assert.ThrowsAsync<CallSerializationException>(() => pool.ProduceMapAsync(items, FileName("first"), s_chunks, TestToken));
        CheckNamed(exception, "MaxPayloadBytes");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Exceptions_that_fit_alone_are_not_too_large_together(Mode mode)
    {
        ProcessPool pool = NewPool(mode);
        CallResult<int>[] results = await pool.ComplainTryMapAsync(Enumerable.Range(0, 20), FileName("all"), 30_000, s_chunks, TestToken);
        Assert.All(results, result => Assert.Equal(30_000, Assert.IsType<InvalidOperationException>(result.Exception).Message.Length));
        Assert.Equal(Enumerable.Range(0, 20), Ran(FileName("all")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Columns_are_no_larger_than_a_payload_may_be(Mode mode)
    {
        ProcessPool pool = base.NewPool(2, options =>
        {
            options.Apply(mode);
            options.MaxPayloadBytes = 1000;
        });
        int[] items = [.. Enumerable.Range(0, 5000)];
        Assert.Equal(items.Select(item => item * 2), await pool.DoubleMapAsync(items, new MapOptions { ChunkSize = 5000 }, TestToken));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task What_can_not_be_encoded_is_named_and_what_stands_beside_it_runs_once(Mode mode)
    {
        ProcessPool pool = base.NewPool(1, options => options.Apply(mode));
        await pool.WarmUpAsync(TestToken);
        Load[] items = Loads("all");
        CheckOnlyBad<CallSerializationException>(await pool.WeighTryMapAsync(items, FileName("all"), s_chunks, TestToken), FileName("all"), "no look", hasRun: false);

        items = Loads("first");
        CheckNamed(await Assert.ThrowsAsync<CallSerializationException>(() => pool.WeighMapAsync(items, FileName("first"), s_chunks, TestToken)), "no look");
        CheckRanBefore(FileName("first"));

        items = Loads("stream");
        var received = new List<int>();
        CheckNamed(await Assert.ThrowsAsync<CallSerializationException>(async () =>
        {
            await foreach (int length in pool.WeighStreamAsync(items, FileName("stream"), s_chunks, TestToken))
                received.Add(length);
        }), "no look");
        Assert.Equal(items.Take(Bad).Select((item, number) => number + item.Data.Length), received);
        CheckRanBefore(FileName("stream"));

        // So large that a worker with shared memory runs the first of them while the last are encoded.
        Load[] Loads(string ledger) =>
        [
            .. Enumerable.Range(0, 20).Select(number => new Load
            {
                Number = number, Data = new byte[200_000], IsBad = number == Bad,
                FileBefore = mode is Mode.SharedMemory ? $"{FileName(ledger)}.{IdOf(Children().Single())}" : null,
            }),
        ];
    }

    [Fact]
    public async Task What_comes_before_a_failure_runs_to_its_end_though_its_chunk_was_broken_off_after_it()
    {
        ProcessPool pool = NewPool(Mode.SharedMemory);
        await pool.WarmUpAsync(TestToken);
        Task<byte[][]> map = pool.StageMapAsync(Enumerable.Range(0, 40), 30_000, FileName("ran"), FileName("go"), s_chunks, TestToken);
        await Until(() => Ran(FileName("ran")).Contains(20) && pool.GetStatistics().CallsInFlight == 1);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal("twenty", (await Assert.ThrowsAsync<InvalidOperationException>(() => map)).Message);
        Assert.Equal(Enumerable.Range(0, 21), Ran(FileName("ran")));
    }

    // Workers that are threads would write into one ledger.
    private ProcessPool NewPool(Mode mode) => base.NewPool(mode is Mode.InProcess ? 1 : 2, options =>
    {
        options.Apply(mode);
        options.MaxPayloadBytes = Limit;
    });

    private static CallResult<int>[] Lengths(CallResult<byte[]>[] results) =>
    [
        .. results.Select(result => result.IsSuccess ? new CallResult<int>(result.Index, result.Value.Length) : new CallResult<int>(result.Index, result.Exception!)),
    ];

    private static void CheckOnlyBad<TException>(CallResult<int>[] results, string ledger, string problem, bool hasRun)
        where TException : Exception
    {
        Assert.Equal(20, results.Length);
        CheckNamed(Assert.IsType<TException>(Assert.Single(results, result => !result.IsSuccess).Exception), problem);
        Assert.Equal(Enumerable.Range(0, 20).Where(number => hasRun || number != Bad), Ran(ledger));
    }

    private static void CheckNamed(Exception exception, string problem)
    {
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"item {Bad}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Bad, Assert.IsType<RemoteCallInfo>(RemoteCallInfo.Get(exception)).ItemIndex);
    }

    // Those before it run to their end; of those after it, some may.
    private static void CheckRanBefore(string ledger)
    {
        int[] ran = Ran(ledger);
        Assert.Equal(Enumerable.Range(0, Bad), ran.Where(number => number < Bad));
        Assert.Distinct(ran);
        Assert.DoesNotContain(Bad, ran);
    }

    private static int[] Ran(string ledger) =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(ledger)!, Path.GetFileName(ledger) + ".*").SelectMany(File.ReadLines)
            .Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)).Order(),
    ];
}
