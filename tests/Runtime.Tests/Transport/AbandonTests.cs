using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>A frame that is given up leaves the connection as it was.</summary>
public sealed class AbandonTests : SharedMemoryTest
{
    [Fact]
    public void Before_anything_was_sent_nobody_sees_it()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        foreach (bool isWritten in (bool[])[false, true])
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            if (isWritten)
                writer.WriteString("given up");
            Assert.True(worker.AbandonFrame());
            Assert.False(parent.HasFrame);
        }
        Send(worker, Result(2), [5]);
        Assert.Equal([5], Receive(parent).Payload);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_part_was_sent_the_reader_hears_of_it(bool isRead)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Task<bool> sender = Task.Run(() =>
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            for (int i = 0; i < 100; i++)
                writer.WriteBytes(new byte[SharedMemoryPair.SmallRing / 10]);
            bool isUnseen = worker.AbandonFrame();
            Send(worker, Result(2), [5]);
            return isUnseen;
        }, Cancellation);
        Assert.True(parent.Receive(out _));
        if (isRead)
        {
            Assert.Throws<FrameAbandonedException>(() =>
            {
                WireReader reader = parent.OpenPayload();
                while (!reader.End)
                    reader.Skip();
            });
        }
        parent.ReleasePayload();
        Assert.Equal([5], Receive(parent).Payload);
        Assert.False(await sender);
    }

    [Fact]
    public async Task A_callers_frame_can_be_given_up_whatever_the_worker_does()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        // Nobody reads: the larger frames end up outside the ring.
        int seen = 0;
        foreach (int size in (int[])[10, SharedMemoryPair.SmallRing / 2, 10 * SharedMemoryPair.SmallRing])
        {
            WireWriter writer = parent.BeginFrame(Call(1));
            for (int written = 0; written < size; written += 1_000)
                writer.WriteBytes(new byte[1_000]);
            if (!parent.AbandonFrame())
                seen++;
        }
        Send(parent, Call(2), [6]);
        for (; seen > 0; seen--)
        {
            Assert.True(worker.Receive(out FrameHeader header));
            Assert.Equal(1, header.CallId);
            worker.ReleasePayload();
        }
        Assert.Equal([6], Receive(worker).Payload);
        await Until(() => parent.CanSend);
    }
}
