using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>A pool does the same over every transport, and however it waits.</summary>
public sealed class TransportTests : PoolTest
{
    public static TheoryData<PoolTransport, SpinPolicy> All => new()
    {
        { PoolTransport.SharedMemory, SpinPolicy.Adaptive },
        { PoolTransport.SharedMemory, SpinPolicy.Never },
        { PoolTransport.SharedMemory, SpinPolicy.Always },
        { PoolTransport.Socket, SpinPolicy.Adaptive },
    };

    [Theory]
    [MemberData(nameof(All))]
    public async Task Calls_maps_and_large_payloads_travel(PoolTransport transport, SpinPolicy spin)
    {
        ProcessPool pool = NewPool(2, options => (options.Transport, options.SpinPolicy) = (transport, spin));
        for (int i = 0; i < 300; i++)
            Assert.Equal(2 * i, await pool.DoubleAsync(i, CancellationToken.None));
        int[] doubled = await pool.DoubleMapAsync(Enumerable.Range(0, 300_000), cancellationToken: TestToken);
        Assert.Equal(Enumerable.Range(0, 300_000).Select(i => 2 * i), doubled);
        foreach (int size in (int[])[0, 1, 65_535, 1_000_003, 20_000_000])
        {
            byte[] data = new byte[size];
            new Random(size).NextBytes(data);
            byte[] echo = await pool.EchoAsync(data, CancellationToken.None);
            Assert.True(data.AsSpan().SequenceEqual(echo));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Deaths_timeouts_and_cancellations_concern_one_call(PoolTransport transport, SpinPolicy spin)
    {
        ProcessPool pool = NewPool(2, options => (options.Transport, options.SpinPolicy) = (transport, spin));
        for (int i = 0; i < 50; i++)
            Assert.Equal(i, await pool.DieAsync("none", i, CancellationToken.None));
        Task<int> dying = pool.DieAsync("kill", 1, CancellationToken.None);
        Task<int>[] others = [.. Enumerable.Range(0, 50).Select(i => pool.DieAsync("none", i, CancellationToken.None))];
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => dying);
        Assert.True(crash.MayHaveRun);
        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(others));

        await Assert.ThrowsAsync<CallTimeoutException>(() => pool.TimedOutAsync(-1, CancellationToken.None));
        using var cancellation = new CancellationTokenSource();
        Task<string> waiting = pool.WaitForTokenAsync(FileName("started"), cancellation.Token);
        await Until(() => File.Exists(FileName("started")));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(4, await pool.DoubleAsync(2, CancellationToken.None));
    }
}
