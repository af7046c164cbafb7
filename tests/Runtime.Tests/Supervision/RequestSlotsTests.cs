using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

public sealed class RequestSlotsTests
{
    [Fact]
    public void Every_request_has_a_slot_of_its_own_until_it_is_removed()
    {
        var slots = new RequestSlots(3);
        TestRequest[] requests = [new(), new(), new(), new()];
        Assert.All(requests[..3], request => Assert.True(slots.TryAdd(request, fromFirst: false)));
        Assert.Equal([0, 1, 2], requests[..3].Select(request => request.Slot));
        Assert.False(slots.TryAdd(requests[3], fromFirst: false));

        Assert.True(slots.TryRemove(requests[1]));
        Assert.False(slots.TryRemove(requests[1]));
        Assert.Null(slots[1]);
        Assert.True(slots.TryAdd(requests[3], fromFirst: true));
        Assert.Same(requests[3], slots[1]);
        Assert.Null(slots[-1]);
    }

    [Fact]
    public void A_load_counts_requests_and_adds_up_their_times()
    {
        long load = 0;
        WorkerLoad quick = WorkerLoad.Of(100), unknown = WorkerLoad.Of(null), endless = WorkerLoad.Of(long.MaxValue);
        Assert.Equal(0, quick.AddTo(ref load).Count);
        Assert.Equal(1, unknown.AddTo(ref load).Count);
        endless.AddTo(ref load);
        Assert.Equal(3, WorkerLoad.Read(ref load).Count);
        Assert.Equal(20_000_000_100, WorkerLoad.Read(ref load).Nanoseconds);
        unknown.TakeFrom(ref load);
        endless.TakeFrom(ref load);
        Assert.Equal((1, 100L), (WorkerLoad.Read(ref load).Count, WorkerLoad.Read(ref load).Nanoseconds));
        Assert.Equal(0, quick.TakeFrom(ref load).Count);
        Assert.Equal(0, load);
    }
}
