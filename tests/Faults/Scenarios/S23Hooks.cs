using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>Whatever becomes of initializers and cleanups: no call finds a worker that is not prepared, and no worker stays.</summary>
public sealed class S23Hooks() : FaultTest(23)
{
    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_cleanup_that_goes_wrong_costs_no_more_than_its_worker(Way way)
    {
        ProcessPool pool = NewPool(2, options =>
        {
            options.ShutdownGracePeriod = TimeSpan.FromSeconds(1);
            options.WorkerOutput = WorkerOutput.Discard;
            options.Environment["DOTNET_DbgEnableMiniDump"] = "0";
            options.UsePlanCleanup(way);
        });
        Assert.Equal(3, await pool.PlainAsync(2, TestToken));
        long start = Stopwatch.GetTimestamp();
        await pool.DisposeAsync();
        Report($"disposal with a cleanup that ends by {way}", "<= 1 s grace + 1 s", $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        Assert.Empty(LinuxProcess.Children());
    }

    [Fact]
    public async Task No_call_finds_a_worker_that_is_not_prepared_in_a_storm_of_kills()
    {
        Ledger ledger = NewLedger();
        ProcessPool pool = NewPool(2, options => options.UsePrepare(20, ledger.Folder));
        await pool.WarmUpAsync(TestToken);
        int answered = 0, crashed = 0;
        using var end = new CancellationTokenSource();
        Task storm = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                int[] workers = LinuxProcess.LiveChildren();
                if (workers.Length > 0)
                    LinuxProcess.Signal(workers[Random.Next(workers.Length)], LinuxProcess.SignalKill);
                // So that a start has time to succeed now and then: a pool none of whose workers starts gives up.
                await Task.Delay(150, CancellationToken.None);
            }
        }, TestToken);
        try
        {
            while (answered < TestScale.Of(2000))
            {
                try
                {
                    Assert.True(await pool.IsPreparedAsync(TestToken));
                    answered++;
                }
                catch (WorkerCrashedException)
                {
                    crashed++;
                }
                WatchdogAttribute.NoteProgress();
            }
        }
        finally
        {
            await end.CancelAsync();
            await storm;
        }
        // Once in each process, however it ended.
        Assert.Equal(0, ledger.Doubles());
        Report("workers prepared while others are killed", "each once", $"{ledger.Runs().Count} for {answered} calls, {crashed} lost");
    }
}
