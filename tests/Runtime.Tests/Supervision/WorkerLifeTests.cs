using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

/// <summary>Random events against what is true of every life.</summary>
public sealed class WorkerLifeTests
{
    private static readonly WorkerEvent[] s_events = Enum.GetValues<WorkerEvent>();

    [Fact]
    public void Whatever_happens_a_life_goes_forward_only()
    {
        var seen = new HashSet<(WorkerState, WorkerEvent, WorkerState)>();
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var life = new WorkerLife();
            var happened = new List<WorkerEvent>(); // what changed something
            Assert.Equal(WorkerState.Starting, life.State);
            for (int step = 0; step < 20; step++)
            {
                WorkerState before = life.State;
                WorkerEvent what = s_events[random.Next(s_events.Length)];
                bool moved = life.TryMove(what);
                Assert.Equal(moved, life.State != before);
                if (moved)
                {
                    Assert.True(life.State > before, $"{before}, {what}: {life.State}");
                    happened.Add(what);
                    seen.Add((before, what, life.State));
                }
                Check(life, happened);
            }
        }
        Assert.Equal(14, seen.Count);
    }

    [Fact]
    public void Every_life_can_end_from_everywhere()
    {
        WorkerEvent[][] ways =
        [
            [WorkerEvent.StartFailed], [WorkerEvent.Killed, WorkerEvent.StartFailed], [WorkerEvent.Killed, WorkerEvent.Ended], [WorkerEvent.Started, WorkerEvent.Ended],
            [WorkerEvent.StartedAsSpare, WorkerEvent.Ended], [WorkerEvent.StartedAsSpare, WorkerEvent.Appointed, WorkerEvent.Ended],
            [WorkerEvent.Started, WorkerEvent.Dismissed, WorkerEvent.Ended], [WorkerEvent.Started, WorkerEvent.Dismissed, WorkerEvent.Killed, WorkerEvent.Ended],
        ];
        foreach (WorkerEvent[] way in ways)
        {
            var life = new WorkerLife();
            Assert.All(way, what => Assert.True(life.TryMove(what)));
            Assert.Equal(WorkerState.Dead, life.State);
            Assert.All(s_events, what => Assert.False(life.TryMove(what)));
        }
    }

    private static void Check(WorkerLife life, List<WorkerEvent> happened)
    {
        bool hasEnded = happened.Exists(static what => what is WorkerEvent.Ended or WorkerEvent.StartFailed);
        bool isKilled = happened.Contains(WorkerEvent.Killed);
        bool isReady = happened.Exists(static what => what is WorkerEvent.Started or WorkerEvent.Appointed);
        bool isDismissed = happened.Contains(WorkerEvent.Dismissed);
        Assert.Equal(hasEnded, life.State is WorkerState.Dead);
        Assert.Equal(isKilled && !hasEnded, life.State is WorkerState.Killed);
        Assert.Equal(isReady && !isDismissed && !isKilled && !hasEnded, life.TakesRequests);
        Assert.Equal(isReady && !isKilled && !hasEnded, life.Serves);
        Assert.True(!isDismissed || isReady);
        Assert.Equal(happened.Count, happened.Distinct().Count());
    }
}
