using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>Many workers die at once, again and again.</summary>
public sealed class S03MassDeath() : FaultTest(3)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public async Task The_pool_has_its_full_size_again(int workers)
    {
        int rounds = TestScale.Of(100);
        ProcessPool pool = NewPool(workers);
        await pool.WarmUpAsync(TestToken);
        var times = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            int[] victims = LinuxProcess.LiveChildren();
            Assert.Equal(workers, victims.Length);
            long start = Stopwatch.GetTimestamp();
            foreach (int victim in victims)
                LinuxProcess.Signal(victim, LinuxProcess.SignalKill);
            await Until(() => victims.All(victim => !LinuxProcess.IsAlive(victim)) && LinuxProcess.LiveChildren().Except(victims).Count() == workers);
            await pool.WarmUpAsync(TestToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(Enumerable.Range(1, 50), await Task.WhenAll(Enumerable.Range(0, 50).Select(number => pool.PlainAsync(number, TestToken))));
            WatchdogAttribute.NoteProgress();
        }
        Report($"{workers} workers killed at once, until all are back", "<= 3 s", $"p50 {Percentile(times, 50):0} ms, worst {times.Max():0} ms of {rounds}");
    }
}
