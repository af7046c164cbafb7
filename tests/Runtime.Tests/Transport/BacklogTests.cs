using ParallelGen.Protocol;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>A caller never waits for a worker that does not read.</summary>
public sealed class BacklogTests : SharedMemoryTest
{
    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(3_000_000, 1)]
    public async Task What_a_worker_does_not_read_waits_and_arrives_later(int size, int frames)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        byte[] data = Bytes(size);
        // Nobody reads: this returns all the same.
        for (int i = 0; i < frames; i++)
            Send(parent, new FrameHeader(FrameKind.LoadAssembly, i), data);
        Assert.False(parent.CanSend);
        for (int i = 0; i < frames; i++)
        {
            (FrameHeader header, byte[]? payload) = Receive(worker);
            Assert.Equal(i, header.CallId);
            Assert.True(data.AsSpan().SequenceEqual(payload));
        }
        await Until(() => parent.CanSend);
        Send(parent, new FrameHeader(FrameKind.LoadAssembly, 100), [1]);
        Assert.Equal(100, Receive(worker).Header.CallId);
    }

    [Fact]
    public async Task The_order_of_senders_is_kept_through_the_backlog()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair(SegmentLayout.SmallestRingCapacity);
        const int frames = 300;
        int sent = 0;
        // Two senders take turns; a lock says whose turn it is.
        object turn = new();
        Task[] senders = [.. Enumerable.Range(0, 2).Select(_ => Start(() =>
        {
            while (true)
            {
                lock (turn)
                {
                    if (sent == frames)
                        return;
                    Send(parent, new FrameHeader(FrameKind.LoadAssembly, sent), Bytes((sent * 97) % 5_000, sent));
                    sent++;
                }
            }
        }))];
        for (int i = 0; i < frames; i++)
        {
            (FrameHeader header, byte[]? payload) = Receive(worker);
            Assert.Equal(i, header.CallId);
            Assert.True(Bytes((i * 97) % 5_000, i).AsSpan().SequenceEqual(payload));
        }
        await Task.WhenAll(senders);
    }

    [Fact]
    public void The_end_of_a_connection_does_not_wait_for_its_backlog()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Send(parent, Call(1), Bytes(1_000_000));
        Assert.False(parent.CanSend);
        parent.Dispose();
        worker.Dispose();
    }
}
