using System.Diagnostics.CodeAnalysis;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>A pair of connections over shared memory, and what tests do with it.</summary>
public abstract class SharedMemoryTest : IDisposable
{
    private readonly List<(ParentConnection Parent, WorkerConnection Worker)> _pairs = [];

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach ((ParentConnection parent, WorkerConnection worker) in _pairs)
        {
            parent.Dispose();
            worker.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    private protected (ParentConnection Parent, WorkerConnection Worker) Pair(int ringCapacity = SharedMemoryPair.SmallRing, long limit = int.MaxValue)
    {
        (ParentConnection Parent, WorkerConnection Worker) pair = SharedMemoryPair.Create(ringCapacity, limit);
        _pairs.Add(pair);
        return pair;
    }

    private protected static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private protected static FrameHeader Call(long id, int slot = 0) => new(FrameKind.Call, id) { Slot = (ushort)slot };

    private protected static FrameHeader Result(long id) => new(FrameKind.Result, id);

    private protected static void Send(Connection connection, in FrameHeader header, byte[] data)
    {
        WireWriter writer = connection.BeginFrame(header);
        writer.WriteBytes(data);
        connection.EndFrame(ref writer);
    }

    /// <summary>Receives, and claims if it is a request.</summary>
    private protected static (FrameHeader Header, byte[]? Payload) Receive(Connection connection)
    {
        Assert.True(connection.Receive(out FrameHeader header));
        if (header.Kind is FrameKind.Call)
            Assert.True(connection.TryClaim(header));
        WireReader reader = connection.OpenPayload();
        byte[]? payload = reader.ReadBytes();
        Assert.True(reader.End);
        connection.ReleasePayload();
        return (header, payload);
    }

    private protected static void AssertPayload(byte[] expected, [NotNull] PayloadBuffer? payload)
    {
        Assert.NotNull(payload);
        WireReader reader = payload.OpenReader();
        Assert.True(expected.AsSpan().SequenceEqual(reader.ReadBytes()));
        Assert.True(reader.End);
        payload.Dispose();
    }

    /// <summary>Waits for a condition that another thread brings about; the watchdog ends a test in which that does not happen.</summary>
    private protected static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Cancellation);
    }

    private protected static Task Start(Action action) => Task.Factory.StartNew(action, Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
