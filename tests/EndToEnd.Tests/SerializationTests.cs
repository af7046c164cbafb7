using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Values that can't be encoded or decoded: the item is lost, and nothing else.</summary>
public sealed class SerializationTests : PoolTest
{
    private static readonly int[] s_numbers = [.. Enumerable.Range(0, 20)];

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20)]
    public async Task An_item_that_can_not_be_decoded_fails_alone(int chunkSize)
    {
        ProcessPool pool = NewPool(2);
        CheckAllButSeven(await pool.PickTryMapAsync(s_numbers.Select(number => new Picky(number)), new MapOptions { ChunkSize = chunkSize }, TestToken), "no seven");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task An_item_that_can_not_be_encoded_fails_alone(int chunkSize)
    {
        ProcessPool pool = NewPool(2);
        CheckAllButSeven(await pool.LookTryMapAsync(s_numbers.Select(number => new Shy { Value = number }), new MapOptions { ChunkSize = chunkSize }, TestToken), "no look");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_result_that_can_not_be_encoded_fails_alone(int chunkSize)
    {
        ProcessPool pool = NewPool(2);
        CallResult<Shy>[] results = await pool.ShowTryMapAsync(s_numbers, new MapOptions { ChunkSize = chunkSize }, TestToken);
        CheckAllButSeven([.. results.Select(result => result.IsSuccess ? new CallResult<int>(result.Index, result.Value.Value) : new CallResult<int>(result.Index, result.Exception!))], "no look");
    }

    [Fact]
    public async Task Single_calls_and_maps_say_what_could_not_travel()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        var arguments = await Assert.ThrowsAsync<CallSerializationException>(() => pool.PickAsync(new Picky(7), TestToken));
        Assert.Contains("Work.Pick(Picky): the arguments could not be decoded in the worker: System.ArgumentException: no seven", arguments.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(arguments.InnerException);
        Assert.Equal("Picky", arguments.MemberPath);
        var encoding = await Assert.ThrowsAsync<CallSerializationException>(() => pool.LookAsync(new Shy { Value = 7 }, TestToken));
        Assert.Contains("Work.Look", encoding.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(encoding.InnerException);
        Assert.Equal("Shy.Value", encoding.MemberPath);
        var result = await Assert.ThrowsAsync<CallSerializationException>(() => pool.ShowAsync(7, TestToken));
        Assert.Contains("its result could not be encoded", result.Message, StringComparison.Ordinal);
        Assert.Equal("Shy.Value", result.MemberPath);
        await Assert.ThrowsAsync<CallSerializationException>(() => pool.PickMapAsync(s_numbers.Select(number => new Picky(number)), cancellationToken: TestToken));
        var ofItem = await Assert.ThrowsAsync<CallSerializationException>(() =>
            pool.LookMapAsync(s_numbers.Select(number => new Shy { Value = number }), new MapOptions { ChunkSize = 20 }, TestToken));
        Assert.Contains("item 7", ofItem.Message, StringComparison.Ordinal);
        Assert.Equal((7, "Work.Look", ofItem.CallId), (RemoteCallInfo.Get(ofItem)!.ItemIndex, RemoteCallInfo.Get(ofItem)!.Method, RemoteCallInfo.Get(ofItem)!.CallId));
        Assert.Null(RemoteCallInfo.Get(encoding)!.ItemIndex);
        // None of it cost the worker.
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    private static void CheckAllButSeven(CallResult<int>[] results, string problem)
    {
        Assert.Equal(20, results.Length);
        foreach (CallResult<int> result in results)
        {
            if (result.Index == 7)
                Assert.Contains(problem, Assert.IsType<CallSerializationException>(result.Exception).Message, StringComparison.Ordinal);
            else
                Assert.Equal(result.Index, result.Value);
        }
    }
}
