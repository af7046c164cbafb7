using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>Who waits for a peer in the middle of a frame hears that it is gone.</summary>
public sealed class PeerGoneTests : SharedMemoryTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reader_of_half_a_stream_hears_it(bool isClosedHere)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        WriteHalf(worker);
        Assert.True(parent.Receive(out _));
        (isClosedHere ? (Connection)parent : worker).Close();
        Assert.Throws<ConnectionLostException>(() =>
        {
            WireReader reader = parent.OpenPayload();
            while (!reader.End)
                reader.Skip();
        });
        Assert.Throws<ConnectionLostException>(parent.ReleasePayload);
    }

    [Fact]
    public void A_ring_that_nobody_took_does_not_hide_it()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        // The worker's frame rings, and nobody waits.
        Assert.True(parent.Arm());
        WriteHalf(worker);
        Assert.True(parent.TryReceive(out _));
        worker.Close();
        Assert.Throws<ConnectionLostException>(parent.ReleasePayload);
    }

    [Fact]
    public void Who_asks_to_be_woken_beside_a_frame_clears_nothing()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Send(worker, Result(1), Bytes(10));
        Assert.False(parent.Arm());
        Assert.True(parent.IsArmed); // another may have read the frame meanwhile, and wait
    }

    [Fact]
    public async Task A_worker_that_waits_for_room_hears_it()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Task<ConnectionLostException> sender = Task.Run(() => Assert.Throws<ConnectionLostException>(() => Send(worker, Result(1), Bytes(1_000_000))), Cancellation);
        await Until(() => parent.HasFrame);
        parent.Close();
        await sender;
    }

    [Fact]
    public async Task A_worker_that_waits_for_the_rest_of_a_request_hears_it()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        WireWriter writer = parent.BeginFrame(Call(1));
        for (int i = 0; i < 10; i++)
            writer.WriteBytes(new byte[1_000]);
        Task<ConnectionLostException> reader = Task.Run(() => Assert.Throws<ConnectionLostException>(() =>
        {
            Assert.True(worker.Receive(out FrameHeader header));
            Assert.True(worker.TryClaim(header));
            WireReader arguments = worker.OpenPayload();
            while (!arguments.End)
                arguments.Skip();
        }), Cancellation);
        await Until(() => parent.ClaimedAt(0, 1) != 0);
        parent.Close();
        await reader;
    }

    [Fact]
    public void What_a_worker_sent_before_its_end_is_read_to_its_end()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        byte[] data = Bytes(SharedMemoryPair.SmallRing - 1_000);
        Send(worker, Result(1), data);
        worker.Close();
        Assert.True(data.AsSpan().SequenceEqual(Receive(parent).Payload));
        Assert.False(parent.Receive(out _));
    }

    // So much that it streams, and so little that it finds room.
    private static void WriteHalf(WorkerConnection worker)
    {
        WireWriter writer = worker.BeginFrame(Result(1));
        for (int i = 0; i < 10; i++)
            writer.WriteBytes(new byte[1_000]);
    }
}
