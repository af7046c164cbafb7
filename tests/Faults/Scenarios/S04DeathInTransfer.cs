using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>A worker dies in the middle of a large argument, or of a large result.</summary>
public sealed class S04DeathInTransfer() : FaultTest(4)
{
    private const int Pieces = 100;
    private const int PieceBytes = 1_000_000;

    [Theory]
    [InlineData(true, PoolTransport.SharedMemory)]
    [InlineData(false, PoolTransport.SharedMemory)]
    [InlineData(true, PoolTransport.Socket)]
    [InlineData(false, PoolTransport.Socket)]
    public async Task The_call_fails_and_its_memory_comes_back(bool isArgument, PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        Assert.Equal(Pieces * (long)PieceBytes, await pool.WeighAsync(Make(-1), TestToken));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        double worst = 0;
        foreach (int bad in new[] { 0, 1, Pieces / 2, Pieces - 1 })
        {
            List<Piece> pieces = isArgument ? Make(bad) : [];
            await pool.WarmUpAsync(TestToken);
            long start = Stopwatch.GetTimestamp();
            var exception = await Assert.ThrowsAsync<WorkerCrashedException>(async () =>
            {
                if (isArgument)
                    await pool.WeighAsync(pieces, TestToken);
                else
                    await pool.ProduceAsync(Pieces, PieceBytes, bad, TestToken);
            });
            Assert.True(exception.MayHaveRun);
            worst = Math.Max(worst, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(2, await pool.PlainAsync(1, TestToken));
            WatchdogAttribute.NoteProgress();
        }
        double kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        Assert.True(kept < 30, $"{kept:0} MB are kept");
        Report($"death in a 100 MB {(isArgument ? "argument" : "result")} over {transport}", "exception within 1 s, memory given back", $"worst {worst:0} ms, {Math.Max(0, kept):0.0} MB kept");
    }

    private static List<Piece> Make(int bad) => [.. Enumerable.Range(0, Pieces).Select(index => new Piece { Kills = index == bad, Bytes = new byte[PieceBytes] })];
}
