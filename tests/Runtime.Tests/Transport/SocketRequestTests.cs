using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.Sockets;

namespace ParallelGen.Tests.Transport;

/// <summary>What the parent keeps of a request over a socket, and for how long.</summary>
public sealed class SocketRequestTests : IDisposable
{
    private readonly SocketConnection _parent;
    private readonly SocketConnection _worker;

    public SocketRequestTests()
    {
        (LocalSocket parent, LocalSocket worker) = SocketPair.Create();
        _parent = new SocketConnection(parent, int.MaxValue, mayBlock: false);
        _worker = new SocketConnection(worker, int.MaxValue, mayBlock: true);
    }

    public void Dispose()
    {
        _parent.Dispose();
        _worker.Dispose();
    }

    [Fact]
    public async Task What_is_answered_before_it_was_read_is_sent_to_its_end()
    {
        byte[] data = new byte[8 << 20];
        new Random(1).NextBytes(data);
        Send(_parent, new FrameHeader(FrameKind.Call, 1), data);
        Send(_worker, new FrameHeader(FrameKind.Result, 1), []);
        Task answered = Task.Run(() => Receive(_parent), TestContext.Current.CancellationToken);
        Assert.True(data.AsSpan().SequenceEqual(Receive(_worker)));
        await answered;
    }

    [Fact]
    public void What_was_kept_of_a_request_is_no_other_ones()
    {
        Send(_parent, new FrameHeader(FrameKind.Call, 1), [1, 2, 3]);
        Receive(_worker);
        Send(_worker, new FrameHeader(FrameKind.Result, 1), []);
        Receive(_parent);
        Assert.Null(_parent.TakeUnclaimed(0, 2)); // which was never sent
    }

    [Fact]
    public void Nothing_is_to_be_waited_for_behind_half_a_frame()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        using var parent = new SocketConnection(here, int.MaxValue, mayBlock: false);
        byte[] half = new byte[FrameHeader.Size + 50];
        (new FrameHeader(FrameKind.Result, 1) { Length = 100 }).Write(half.AsSpan(0, FrameHeader.Size));
        using (there)
            there.Send(half);
        Assert.True(parent.Receive(out _));
        Assert.Throws<ConnectionLostException>(() => parent.OpenPayload().Remaining);
        Assert.False(parent.Wait());
    }

    private static void Send(SocketConnection connection, in FrameHeader header, byte[] data)
    {
        WireWriter writer = connection.BeginFrame(header);
        writer.WriteBytes(data);
        connection.EndFrame(ref writer);
    }

    private static byte[]? Receive(SocketConnection connection)
    {
        Assert.True(connection.Receive(out _));
        WireReader reader = connection.OpenPayload();
        byte[]? data = reader.ReadBytes();
        connection.ReleasePayload();
        return data;
    }
}
