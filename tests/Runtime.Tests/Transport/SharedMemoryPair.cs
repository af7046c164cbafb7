using ParallelGen.Platform;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>Both sides of a connection over shared memory, in this process; the segment is handed over as it is between processes.</summary>
internal static class SharedMemoryPair
{
    internal const int SmallRing = 16 * 1024;

    internal static (ParentConnection Parent, WorkerConnection Worker) Create(
        int ringCapacity = SegmentLayout.DefaultRingCapacity, long limit = int.MaxValue, SpinPolicy spin = SpinPolicy.Adaptive)
    {
        (LocalSocket parent, LocalSocket worker) = SocketPair.Create();
        (Segment here, Segment there) = CreateSegments(parent, worker, ringCapacity);
        return (new ParentConnection(parent, here, limit), new WorkerConnection(worker, there, limit, new SpinBudget(spin, 2)));
    }

    internal static (Segment Parent, Segment Worker) CreateSegments(LocalSocket parent, LocalSocket worker, int ringCapacity) =>
        HandOver(parent, worker, Segment.Create(ringCapacity));

    internal static (Segment Parent, Segment Worker) HandOver(LocalSocket parent, LocalSocket worker, Segment here)
    {
        SegmentOffer.Of(here, SpinPolicy.Adaptive).Send(parent);
        Segment there = SegmentOffer.Receive(worker).Open();
        here.CloseHandle();
        there.CloseHandle();
        return (here, there);
    }
}
