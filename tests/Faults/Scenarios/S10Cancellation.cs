using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>Calls are cancelled at any moment.</summary>
public sealed class S10Cancellation() : FaultTest(10)
{
    [Fact]
    public async Task What_waits_never_runs_once_it_is_cancelled()
    {
        int calls = TestScale.Of(10_000);
        Ledger ledger = NewLedger(), blockers = NewLedger("blockers");
        ProcessPool pool = NewPool(2);
        using var release = new CancellationTokenSource();
        Task[] busy = [.. Enumerable.Range(0, 2).Select(number => pool.WaitForTokenAsync(number, blockers.Folder, release.Token))];
        await Until(() => blockers.Runs().Count == 2);
        using var cancellation = new CancellationTokenSource();
        Task<int>[] waiting = [.. Enumerable.Range(0, calls).Select(number => pool.NoteAsync(number, 0, ledger.Folder, cancellation.Token))];
        await cancellation.CancelAsync();
        foreach (Task<int> call in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await release.CancelAsync();
        foreach (Task call in busy)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(2, await pool.PlainAsync(1, TestToken));
        Assert.Empty(ledger.Runs());
        Report("queued calls that were cancelled", "none ever runs", $"{calls} cancelled, {ledger.Runs().Count} ran");
    }

    [Fact]
    public async Task At_random_moments_every_call_has_one_outcome()
    {
        int calls = TestScale.Of(10_000), next = -1, done = 0, cancelled = 0;
        Ledger ledger = NewLedger();
        ProcessPool pool = NewPool(2, options => options.SpareWorkers = 2);
        await pool.WarmUpAsync(TestToken);
        // Most soon, some late: a worker that is killed for one call is missed by others for a while.
        double[] moments = [.. Enumerable.Range(0, calls).Select(_ => Math.Pow(Random.NextDouble(), 3) * 100)];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < calls)
            {
                using var cancellation = new CancellationTokenSource();
                Task<int> call = pool.NoteAsync(number, number % 50 == 0 ? 5 : 0, ledger.Folder, cancellation.Token);
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < moments[number] && !call.IsCompleted)
                    await Task.Yield();
                await cancellation.CancelAsync();
                try
                {
                    Assert.Equal(number, await call);
                    Interlocked.Increment(ref done);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
                WatchdogAttribute.NoteProgress();
            }
        }, TestToken)));
        Assert.Equal(calls, done + cancelled);
        Assert.Equal(0, ledger.Doubles());
        Assert.True(ledger.Runs().Count >= done);
        Report("calls cancelled at random moments", "one outcome each, none runs twice", $"{calls}: {done} done, {cancelled} cancelled, {ledger.Doubles()} ran twice");
    }

    [Fact]
    public async Task A_method_with_a_token_is_told_and_one_that_ignores_it_is_killed()
    {
        int rounds = TestScale.Of(1_000);
        Ledger ledger = NewLedger();
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromSeconds(30));
        int worker = await pool.PidAsync(TestToken);
        var seen = new List<double>();
        for (int number = 0; number < rounds; number++)
        {
            using var cancellation = new CancellationTokenSource();
            Task call = pool.WaitForTokenAsync(number, ledger.Folder, cancellation.Token);
            await Until(() => ledger.Runs().ContainsKey(number));
            long start = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            seen.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            WatchdogAttribute.NoteProgress();
        }
        Assert.True(LinuxProcess.IsAlive(worker));

        pool = NewPool(2, options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100));
        var ends = new List<double>();
        for (int number = 0; number < TestScale.Of(100); number++)
        {
            using var cancellation = new CancellationTokenSource();
            Task call = pool.IgnoreTokenAsync(rounds + number, ledger.Folder, cancellation.Token);
            await Until(() => ledger.Runs().ContainsKey(rounds + number));
            long start = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            ends.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds - 100);
        }
        Report("a token seen by its method, until its caller has the answer", "p99 <= 20 ms", $"p50 {Percentile(seen, 50):0.00} ms, p99 {Percentile(seen, 99):0.0} ms of {rounds}");
        Report("a token ignored: killed after the grace period", "soon after it", $"worst {ends.Max():0} ms later");
    }
}
