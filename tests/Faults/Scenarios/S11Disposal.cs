using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>A pool ends while calls are made, crash, time out and are cancelled.</summary>
public sealed class S11Disposal() : FaultTest(11)
{
    [Fact]
    public async Task Every_call_settles_and_nothing_is_left()
    {
        int rounds = TestScale.Of(1_000, parts: 20);
        TimeSpan grace = TimeSpan.FromMilliseconds(200);
        List<double> drains = [], others = [];
        for (int round = 0; round < rounds; round++)
        {
            var mode = (ShutdownMode)(round % 3);
            var pool = new ProcessPool(new ProcessPoolOptions
            {
                WorkerCount = 2,
                SpareWorkers = round % 2,
                MaxCallsPerWorker = round % 4 == 3 ? 40 : null,
                ShutdownGracePeriod = grace,
                CancellationGracePeriod = TimeSpan.FromMilliseconds(50),
                WorkerOutput = WorkerOutput.Discard,
            });
            var calls = new List<Task>();
            int moment = Random.Next(100), kind = Random.Next(1_000_000);
            Task submit = Task.Run(() => Submit(pool, calls, new Random(kind)), TestToken);
            await Task.Delay(moment, TestToken);
            long start = Stopwatch.GetTimestamp();
            if (round % 7 == 0)
                pool.Dispose();
            else
                await pool.ShutdownAsync(mode);
            (mode is ShutdownMode.Drain && round % 7 != 0 ? drains : others).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.PlainAsync(1, TestToken));
            await submit;
            foreach (Task call in calls)
            {
                Exception? exception = await Record.ExceptionAsync(() => call);
                Assert.True(exception is null or OperationCanceledException or ObjectDisposedException or WorkerCrashedException or CallTimeoutException, exception?.ToString());
            }
            Assert.Empty(LinuxProcess.Children());
            WatchdogAttribute.NoteProgress();
        }
        Report("disposal racing calls, crashes and timeouts", "within grace + 1 s = 1.2 s", $"worst {others.Max():0} ms of {others.Count}");
        // No grace period ends these: they take as long as the calls, and the workers that those need.
        Report("drains racing calls, crashes and timeouts", "each call runs to its end", $"worst {drains.Max():0} ms of {drains.Count}");
    }

    private static async Task Submit(ProcessPool pool, List<Task> calls, Random random)
    {
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(20) });
        for (int i = 0; i < 60; i++)
        {
            calls.Add(random.Next(6) switch
            {
                0 => pool.ActAsync(i % 20 == 3 ? Way.Exit7 : Way.None, TestToken),
                1 => hasty.SpinAsync(i, i % 10 == 0 ? 1_000 : 0, TestToken),
                2 => pool.PlainMapAsync(Enumerable.Range(0, 100).ToArray(), cancellationToken: TestToken),
                _ => pool.PlainAsync(i, TestToken),
            });
            if (i % 4 == 0)
                await Task.Yield();
        }
    }
}
