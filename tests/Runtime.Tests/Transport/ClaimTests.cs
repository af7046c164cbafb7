using System.Diagnostics;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>A request is claimed by the worker or taken back by the parent, never both.</summary>
public sealed class ClaimTests : SharedMemoryTest
{
    public enum Place
    {
        Ring,
        Stream,
        Backlog,
    }

    [Fact]
    public void A_claimed_request_stays_the_workers()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Send(parent, Call(1, slot: 3), [1]);
        Assert.Equal(0, parent.ClaimedAt(3, 1));
        Receive(worker);
        Assert.NotEqual(0, parent.ClaimedAt(3, 1));
        Assert.Equal(0, parent.ClaimedAt(3, 2));
        Assert.False(parent.TryRevoke(3, 1));
        Assert.Null(parent.TakeUnclaimed(3, 1));
    }

    [Fact]
    public void A_revoked_request_is_passed_over()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Send(parent, Call(1, slot: 3), [1]);
        Send(parent, Call(2, slot: 4), [2]);
        Assert.True(parent.TryRevoke(3, 1));
        Assert.False(parent.TryRevoke(3, 1));
        Assert.Equal(0, parent.ClaimedAt(3, 1));
        Assert.True(worker.Receive(out FrameHeader header));
        Assert.Equal(1, header.CallId);
        Assert.False(worker.TryClaim(header));
        worker.ReleasePayload();
        Assert.Equal([2], Receive(worker).Payload);
        AssertPayload([1], parent.TakeUnclaimed(3, 1));
    }

    [Fact]
    public void The_time_of_a_claim_is_between_the_request_and_the_question()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Send(parent, Call(1) with { Flags = FrameFlags.Timed }, [1]);
        long sent = Stopwatch.GetTimestamp();
        Assert.True(worker.Receive(out FrameHeader header));
        long received = Stopwatch.GetTimestamp();
        Assert.True(worker.TryClaim(header));
        long claimed = Stopwatch.GetTimestamp();
        worker.ReleasePayload();
        Assert.True(sent <= received);
        Assert.InRange(parent.ClaimedAt(0, 1), received, claimed);
    }

    [Fact]
    public async Task One_of_two_sides_wins_a_request()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        int revoked = 0, claimed = 0;
        int rounds = TestScale.Of(100_000);
        using var barrier = new Barrier(2);
        Task revoker = Start(() =>
        {
            for (int i = 1; i <= rounds; i++)
            {
                barrier.SignalAndWait(Cancellation);
                if (parent.TryRevoke(i % 64, i))
                    revoked++;
                barrier.SignalAndWait(Cancellation);
            }
        });
        for (int i = 1; i <= rounds; i++)
        {
            Send(parent, Call(i, slot: i % 64), [1]);
            Assert.True(worker.Receive(out FrameHeader header));
            barrier.SignalAndWait(Cancellation);
            Thread.SpinWait(i % 40);
            if (worker.TryClaim(header))
                claimed++;
            worker.ReleasePayload();
            barrier.SignalAndWait(Cancellation);
        }
        await revoker;
        Assert.Equal(rounds, revoked + claimed);
    }

    [Fact]
    public unsafe void How_far_a_chunk_is_is_seen_on_the_other_side()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        worker.ItemsOf(5)->Index = 77;
        Send(parent, Call(1, slot: 5), [1]);
        Assert.Equal(ItemProgress.None, parent.ItemsOf(5)->Index);
        Receive(worker);
        worker.ItemsOf(5)->Index = 12;
        Assert.Equal(12, parent.ItemsOf(5)->Index);
        Assert.NotEqual(12, parent.ItemsOf(6)->Index);
    }

    [Theory]
    [InlineData(Place.Ring, false)]
    [InlineData(Place.Ring, true)]
    [InlineData(Place.Stream, false)]
    [InlineData(Place.Stream, true)]
    [InlineData(Place.Backlog, false)]
    [InlineData(Place.Backlog, true)]
    public void An_unclaimed_request_comes_back(Place place, bool isRevoked)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        if (place is Place.Backlog)
            Send(parent, new FrameHeader(FrameKind.LoadAssembly, 1), Bytes(100_000));
        byte[] data = Bytes(place is Place.Ring ? 1_000 : 50_000);
        Send(parent, Call(2, slot: 9), data);
        Assert.Equal(place is Place.Ring, parent.CanSend);
        if (isRevoked)
            Assert.True(parent.TryRevoke(9, 2));
        else
            worker.Dispose();
        AssertPayload(data, parent.TakeUnclaimed(9, 2));
        Assert.Null(parent.TakeUnclaimed(9, 3));
    }

    [Fact]
    public async Task A_revoked_stream_ends_and_the_next_frame_arrives()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        byte[] data = Bytes(1_000_000);
        Send(parent, Call(1, slot: 1), data);
        Assert.True(worker.Receive(out FrameHeader header));
        Assert.True(parent.TryRevoke(1, 1));
        Assert.False(worker.TryClaim(header));
        worker.ReleasePayload();
        AssertPayload(data, parent.TakeUnclaimed(1, 1));
        await Until(() => parent.CanSend);
        Send(parent, Call(2, slot: 1), [3]);
        Assert.Equal([3], Receive(worker).Payload);
    }

    [Fact]
    public void A_request_that_is_not_complete_does_not_come_back()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        WireWriter writer = parent.BeginFrame(Call(1));
        writer.WriteBytes(new byte[100_000]);
        worker.Dispose();
        Assert.Null(parent.TakeUnclaimed(0, 1));
        parent.EndFrame(ref writer);
        AssertPayload(new byte[100_000], parent.TakeUnclaimed(0, 1));
    }

    [Fact]
    public void A_request_written_for_a_worker_that_is_gone_comes_back()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        worker.Dispose();
        foreach (int size in (int[])[10, 100_000, 20])
        {
            byte[] data = Bytes(size);
            Send(parent, Call(size), data);
            AssertPayload(data, parent.TakeUnclaimed(0, size));
        }
        Assert.False(parent.Receive(out _));
    }
}
