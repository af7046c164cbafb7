using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>What never ends is ended at its time, whatever it does.</summary>
public sealed class S08HardTimeout() : FaultTest(8)
{
    [Theory]
    [InlineData("spin")]
    [InlineData("sleep")]
    [InlineData("native")]
    [InlineData("stop")]
    [InlineData("term")]
    public async Task The_worker_is_gone_and_replaced(string how)
    {
        int rounds = TestScale.Of(200);
        int longest = TestScale.IsFull ? 5_000 : 500;
        ProcessPool pool = NewPool(2);
        var overshoots = new List<double>();
        var replacements = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            await pool.WarmUpAsync(TestToken);
            // Most are short: the range is covered, and the suite ends today.
            int timeout = 10 + (int)(Math.Pow(Random.NextDouble(), 16) * (longest - 10));
            string started = FileName($"started{round}");
            long start = Stopwatch.GetTimestamp();
            var exception = await Assert.ThrowsAsync<CallTimeoutException>(() =>
                pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(timeout) }).HangAsync(how, started, TestToken));
            overshoots.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds - timeout);
            Assert.Equal(TimeSpan.FromMilliseconds(timeout), exception.Timeout);
            if (File.Exists(started) && await File.ReadAllTextAsync(started, TestToken) is { Length: > 0 } text)
                Assert.False(LinuxProcess.IsAlive(int.Parse(text, CultureInfo.InvariantCulture)));
            await Until(() => LinuxProcess.LiveChildren().Length == 2);
            await pool.WarmUpAsync(TestToken);
            replacements.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds - timeout);
            WatchdogAttribute.NoteProgress();
        }
        Report($"hard timeout of {how}: overshoot", "p99 <= 50 ms", $"p50 {Percentile(overshoots, 50):0.0} ms, p99 {Percentile(overshoots, 99):0.0} ms of {rounds}");
        Report($"hard timeout of {how}: replacement ready", "<= 1 s", $"worst {replacements.Max():0} ms");
    }
}
