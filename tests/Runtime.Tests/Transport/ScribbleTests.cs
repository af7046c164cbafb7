using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>
/// A worker that writes anything, anywhere it can, while the parent reads: the parent gets values or documented exceptions, stays within its
/// memory, and comes to an end.
/// </summary>
public sealed class ScribbleTests : SharedMemoryTest
{
    [Fact]
    public async Task Scribbling_over_everything_gives_documented_exceptions_only()
    {
        int rounds = TestScale.Of(4_000);
        for (int seed = 0; seed < rounds; seed++)
            await Scribble(seed);
    }

    private static async Task Scribble(int seed)
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parentSegment, Segment workerSegment) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        var parent = new ParentConnection(here, parentSegment, 4 << 20);
        var worker = new WorkerConnection(there, workerSegment, 4 << 20, new SpinBudget(SpinPolicy.Never, 2));
        // An honest worker, over whose memory somebody scribbles. It may fail in any way, as long as it ends.
        Task honest = Start(() => Answer(worker, seed));
        var scribbler = new Scribbler(workerSegment, seed);
        Task scribbling = Start(() => scribbler.Run(300, worker.Close));
        try
        {
            Serve(parent, seed);
        }
        finally
        {
            parent.Close();
            await Task.WhenAll(honest, scribbling);
            parent.Dispose();
            worker.Dispose();
        }
    }

    private static void Answer(WorkerConnection worker, int seed)
    {
        var random = new Random(seed);
        try
        {
            for (int i = 0; i < 200; i++)
            {
                WireWriter writer = worker.BeginFrame(Result(i));
                int values = random.Next(20);
                writer.WriteArrayHeader(values);
                for (int v = 0; v < values; v++)
                {
                    switch (random.Next(4))
                    {
                        case 0: writer.WriteString(new string('x', random.Next(300))); break;
                        case 1: writer.WriteBytes(new byte[random.Next(4_000)]); break;
                        case 2: writer.WriteRaw(new double[random.Next(2_000)]); break;
                        default: writer.WriteInt32(v); break;
                    }
                }
                worker.EndFrame(ref writer);
                if (worker.TryReceive(out FrameHeader header))
                {
                    worker.TryClaim(header);
                    worker.ReleasePayload();
                }
            }
        }
        catch (Exception exception) when (exception is ConnectionLostException or ProtocolException or ArgumentException or CallSerializationException)
        {
            // Whatever became of it: the worker trusts its parent, and this one's memory was scribbled over.
        }
        worker.Close();
    }

    private static void Serve(ParentConnection parent, int seed)
    {
        var random = new Random(seed);
        long call = 1_000;
        try
        {
            while (parent.Receive(out _))
            {
                try
                {
                    WireReader reader = parent.OpenPayload();
                    int values = reader.ReadArrayHeader();
                    for (int v = 0; v < values && !reader.End; v++)
                    {
                        switch (random.Next(5))
                        {
                            case 0: reader.ReadString(); break;
                            case 1: reader.ReadBytes(); break;
                            case 2: reader.ReadRaw<double>(); break;
                            case 3: reader.ReadInt32(); break;
                            default: reader.Skip(); break;
                        }
                    }
                }
                catch (Exception exception) when (exception is CallSerializationException or FrameAbandonedException)
                {
                    // What a caller sees.
                }
                parent.ReleasePayload();
                int slot = random.Next(64);
                Send(parent, Call(++call, slot), new byte[random.Next(3_000)]);
                parent.ClaimedAt(slot, call);
                if (parent.TryRevoke(slot, call))
                    parent.TakeUnclaimed(slot, call)?.Dispose();
            }
        }
        catch (Exception exception) when (exception is ConnectionLostException or ProtocolException)
        {
            // The worker is given up.
        }
    }
}
