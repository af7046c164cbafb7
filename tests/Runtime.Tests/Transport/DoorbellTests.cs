using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>Nobody sleeps while there is something for it; and who is awake costs nothing.</summary>
public sealed class DoorbellTests : SharedMemoryTest
{
    [Theory]
    [InlineData(SpinPolicy.Never, true)]
    [InlineData(SpinPolicy.Never, false)]
    [InlineData(SpinPolicy.Adaptive, true)]
    [InlineData(SpinPolicy.Always, true)]
    public async Task No_wake_up_is_lost(SpinPolicy policy, bool toWorker)
    {
        (ParentConnection parent, WorkerConnection worker) = SharedMemoryPair.Create(spin: policy);
        using (parent)
        using (worker)
        {
            Connection sender = toWorker ? parent : worker, receiver = toWorker ? worker : parent;
            int frames = TestScale.Of(1_000_000);
            Task sending = Start(() =>
            {
                var random = new Random(1);
                for (int i = 0; i < frames; i++)
                {
                    sender.Send(new FrameHeader(FrameKind.LoadAssembly, i));
                    sender.Flush();
                    // Around the time that the receiver needs to fall asleep.
                    Thread.SpinWait(random.Next(40));
                }
            });
            for (int i = 0; i < frames; i++)
            {
                Assert.True(receiver.Receive(out FrameHeader header));
                Assert.Equal(i, header.CallId);
                receiver.ReleasePayload();
            }
            await sending;
        }
    }

    [Fact]
    public async Task Ping_pong_goes_on()
    {
        (ParentConnection parent, WorkerConnection worker) = SharedMemoryPair.Create(spin: SpinPolicy.Never);
        using (parent)
        using (worker)
        {
            int rounds = TestScale.Of(100_000);
            Task echo = Start(() =>
            {
                for (int i = 0; i < rounds; i++)
                    Send(worker, Result(i), Receive(worker).Payload!);
            });
            for (int i = 0; i < rounds; i++)
            {
                Send(parent, Call(i), [1, 2]);
                Assert.Equal(i, Receive(parent).Header.CallId);
            }
            await echo;
        }
    }

    [Fact]
    public async Task Threads_that_take_turns_reading_miss_nothing()
    {
        (ParentConnection parent, WorkerConnection worker) = SharedMemoryPair.Create();
        using (parent)
        using (worker)
        {
            int frames = TestScale.Of(200_000);
            int received = 0;
            // The pump waits; passers-by look for frames under the same lease, and hand it back armed.
            var lease = new Lock();
            Task pump = Start(() =>
            {
                while (Volatile.Read(ref received) < frames)
                {
                    bool isEmpty;
                    lock (lease)
                    {
                        Drain();
                        isEmpty = parent.Arm();
                    }
                    if (isEmpty && Volatile.Read(ref received) < frames)
                        parent.Wait();
                }
            });
            Task passerBy = Start(() =>
            {
                while (Volatile.Read(ref received) < frames)
                {
                    if (lease.TryEnter())
                    {
                        parent.Disarm();
                        do
                            Drain();
                        while (!parent.Arm());
                        lease.Exit();
                    }
                    Thread.SpinWait(200);
                }
            });
            var random = new Random(2);
            for (int i = 0; i < frames; i++)
            {
                Send(worker, Result(i), [3]);
                if (random.Next(20) == 0)
                    Thread.SpinWait(random.Next(2_000));
            }
            await passerBy;
            // The pump may sleep: the passer-by has taken the last frame.
            worker.Close();
            await pump;

            void Drain()
            {
                while (parent.TryReceive(out FrameHeader header))
                {
                    Assert.Equal(received, header.CallId);
                    parent.ReleasePayload();
                    Volatile.Write(ref received, received + 1);
                }
            }
        }
    }

    [Fact]
    public async Task A_worker_that_waits_for_room_has_rung()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Assert.True(parent.Arm());
        // So many small answers that the ring is full; nobody says that it is time to ring.
        const int frames = 10_000;
        Task sender = Start(() =>
        {
            for (int i = 0; i < frames; i++)
                worker.Send(Result(i));
            worker.Flush();
        });
        Assert.True(parent.Wait());
        for (int i = 0; i < frames; i++)
        {
            Assert.True(parent.Receive(out FrameHeader header));
            Assert.Equal(i, header.CallId);
            parent.ReleasePayload();
        }
        await sender;
    }

    [Theory]
    [InlineData(SpinPolicy.Never)]
    [InlineData(SpinPolicy.Adaptive)]
    [InlineData(SpinPolicy.Always)]
    public async Task A_worker_that_looks_for_its_next_request_has_rung(SpinPolicy policy)
    {
        (ParentConnection parent, WorkerConnection worker) = SharedMemoryPair.Create(spin: policy);
        using (parent)
        using (worker)
        {
            int rounds = TestScale.Of(10_000);
            Task answering = Start(() =>
            {
                for (int i = 0; i < rounds; i++)
                {
                    _ = Receive(worker);
                    worker.Send(Result(i)); // nobody says that it is time to ring
                }
                Assert.False(worker.Receive(out _));
            });
            for (int i = 0; i < rounds; i++)
            {
                Send(parent, Call(i), [1, 2]);
                Assert.True(parent.Receive(out FrameHeader header)); // sleeps, unless the answer is there at once
                Assert.Equal(i, header.CallId);
                parent.ReleasePayload();
            }
            parent.Close();
            await answering;
        }
    }

    [Fact]
    public void Arming_says_whether_a_frame_is_there()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Assert.True(parent.Arm());
        parent.Disarm();
        Send(worker, Result(1), [1]);
        Assert.False(parent.Arm());
        Receive(parent);
        Assert.True(parent.Arm());
        Send(worker, Result(2), [1]);
        Assert.True(parent.Wait());
        Receive(parent);
    }

    [Fact]
    public void Small_frames_allocate_nothing()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair(SegmentLayout.DefaultRingCapacity);
        RoundTrips(1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips(10_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);

        void RoundTrips(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Pass(parent, worker, Call(i, i % 64));
                Pass(worker, parent, Result(i));
            }
        }

        static void Pass(Connection from, Connection to, in FrameHeader header)
        {
            WireWriter writer = from.BeginFrame(header);
            writer.WriteInt64(header.CallId);
            from.EndFrame(ref writer);
            to.TryReceive(out FrameHeader received);
            if (received.Kind is FrameKind.Call)
                to.TryClaim(received);
            WireReader reader = to.OpenPayload();
            reader.ReadInt64();
            to.ReleasePayload();
        }
    }
}
