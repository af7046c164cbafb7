using ParallelGen.Encoding;
using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.InProcess;
using ParallelGen.Transport.Sockets;

namespace ParallelGen.Tests.Transport;

/// <summary>What every transport promises. The parent's end is the left one.</summary>
public abstract class ConnectionContractTests : IDisposable
{
    private protected const int Limit = 200 << 20;

    private readonly Lazy<(Connection Parent, Connection Worker)> _pair;

    protected ConnectionContractTests() => _pair = new(CreatePair);

    private protected Connection Parent => _pair.Value.Parent;

    private protected Connection Worker => _pair.Value.Worker;

    private protected abstract (Connection Parent, Connection Worker) CreatePair();

    public void Dispose()
    {
        if (_pair.IsValueCreated)
        {
            Parent.Dispose();
            Worker.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SocketConnection.InlineSendLimit - 1)]
    [InlineData(SocketConnection.InlineSendLimit)]
    [InlineData(SocketConnection.InlineSendLimit + 1)]
    [InlineData(1_000_003)]
    [InlineData(64 << 20)]
    public async Task Frames_of_any_size_arrive_unchanged_both_ways(int size)
    {
        byte[] data = new byte[size];
        new Random(size).NextBytes(data);
        var header = new FrameHeader(FrameKind.Call, 42) { Flags = FrameFlags.EveryItem, Method = 0x10002, Count = 3, FirstItem = 4, Slot = 5 };

        // A parent never waits for the worker to read: this returns, whatever the size.
        Send(Parent, header, data);
        (FrameHeader received, byte[]? payload) = await Task.Run(() => Receive(Worker, Claim), TestContext.Current.CancellationToken);
        Assert.Equal(header with { Length = received.Length }, received);
        Assert.True(data.AsSpan().SequenceEqual(payload));

        Task answer = Task.Run(() => Send(Worker, new FrameHeader(FrameKind.Result, 42), data), TestContext.Current.CancellationToken);
        (_, payload) = Receive(Parent);
        Assert.True(data.AsSpan().SequenceEqual(payload));
        await answer;
    }

    [Fact]
    public async Task Many_frames_keep_their_order()
    {
        Task sender = Task.Run(() =>
        {
            for (int number = 1; number <= 2_000; number++)
                Send(Worker, new FrameHeader(FrameKind.Result, number), new byte[number * 37 % 9_000]);
        }, TestContext.Current.CancellationToken);
        for (int number = 1; number <= 2_000; number++)
        {
            (FrameHeader header, byte[]? payload) = Receive(Parent);
            Assert.Equal(number, header.CallId);
            Assert.Equal(number * 37 % 9_000, payload!.Length);
        }
        await sender;
    }

    [Fact]
    public async Task A_payload_that_is_not_read_is_passed_over()
    {
        foreach (int size in (int[])[10, 100_000, 5_000_000])
        {
            Task sender = Task.Run(() =>
            {
                Send(Worker, new FrameHeader(FrameKind.Result, 1), new byte[size]);
                Send(Worker, new FrameHeader(FrameKind.Result, 2), [7]);
            }, TestContext.Current.CancellationToken);
            Assert.True(Parent.Receive(out _));
            Parent.ReleasePayload();
            (FrameHeader header, byte[]? payload) = Receive(Parent);
            Assert.Equal(2, header.CallId);
            Assert.Equal([7], payload);
            await sender;
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task An_abandoned_frame_is_no_frame(int length)
    {
        Task<bool> sender = Task.Run(() =>
        {
            WireWriter writer = Worker.BeginFrame(new FrameHeader(FrameKind.Result, 1));
            writer.WriteString(new string('x', length));
            bool isUnseen = Worker.AbandonFrame();
            Send(Worker, new FrameHeader(FrameKind.Failure, 2), [1]);
            return isUnseen;
        }, TestContext.Current.CancellationToken);
        (int abandoned, FrameHeader header) = ReceivePastAbandoned(Parent);
        Assert.Equal(2, header.CallId);
        Assert.Equal(await sender ? 0 : 1, abandoned);
    }

    [Fact]
    public async Task A_frame_over_the_limit_does_not_arrive()
    {
        Task<bool> sender = Task.Run(() =>
        {
            WireWriter writer = Worker.BeginFrame(new FrameHeader(FrameKind.Result, 1));
            bool isTooLarge = false;
            try
            {
                byte[] piece = new byte[50 << 20];
                for (int i = 0; i < 5; i++)
                    writer.WriteBytes(piece);
                Worker.EndFrame(ref writer);
            }
            catch (PayloadTooLargeException exception)
            {
                isTooLarge = exception.Limit == Limit;
            }
            Worker.AbandonFrame();
            Send(Worker, new FrameHeader(FrameKind.Failure, 2), [1]);
            return isTooLarge;
        }, TestContext.Current.CancellationToken);
        Assert.Equal(2, ReceivePastAbandoned(Parent).Header.CallId);
        Assert.True(await sender);
    }

    [Fact]
    public async Task What_was_sent_before_the_end_still_arrives_then_the_end()
    {
        Send(Worker, new FrameHeader(FrameKind.Claimed, 1), []);
        Send(Worker, new FrameHeader(FrameKind.Result, 1), [1, 2, 3]);
        Worker.Close();
        Assert.Equal(FrameKind.Claimed, Receive(Parent).Header.Kind);
        Assert.Equal([1, 2, 3], Receive(Parent).Payload);
        Assert.False(await Task.Run(() => Parent.Receive(out _), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Closing_ends_a_receive_that_waits_on_either_side()
    {
        Task<bool> here = Task.Run(() => Parent.Receive(out _), TestContext.Current.CancellationToken);
        Task<bool> there = Task.Run(() => Worker.Receive(out _), TestContext.Current.CancellationToken);
        Parent.Close();
        Assert.False(await here);
        Assert.False(await there);
        Parent.Close();
    }

    /// <summary>What a worker does before it reads the payload of a request; nothing where that is a frame of its own.</summary>
    private protected virtual void Claim(FrameHeader header)
    {
    }

    private static (int Abandoned, FrameHeader Header) ReceivePastAbandoned(Connection connection)
    {
        for (int abandoned = 0; ; abandoned++)
        {
            Assert.True(connection.Receive(out FrameHeader header));
            try
            {
                WireReader reader = connection.OpenPayload();
                while (!reader.End)
                    reader.Skip();
                connection.ReleasePayload();
                return (abandoned, header);
            }
            catch (FrameAbandonedException)
            {
                connection.ReleasePayload();
            }
        }
    }

    private protected static void Send(Connection connection, in FrameHeader header, byte[] data)
    {
        WireWriter writer = connection.BeginFrame(header);
        writer.WriteBytes(data);
        connection.EndFrame(ref writer);
        connection.Flush();
    }

    private protected static (FrameHeader Header, byte[]? Payload) Receive(Connection connection, Action<FrameHeader>? claim = null)
    {
        Assert.True(connection.Receive(out FrameHeader header));
        claim?.Invoke(header);
        WireReader reader = connection.OpenPayload();
        byte[]? payload = reader.End ? null : reader.ReadBytes();
        Assert.True(reader.End);
        connection.ReleasePayload();
        return (header, payload);
    }
}

public sealed class InProcessConnectionTests : ConnectionContractTests
{
    private protected override (Connection Parent, Connection Worker) CreatePair() => InProcessConnection.CreatePair(Limit);
}

public sealed class PortableSocketContractTests : ConnectionContractTests
{
    private protected override (Connection Parent, Connection Worker) CreatePair()
    {
        (LocalSocket parent, LocalSocket worker) = SocketPair.Create(isPortable: true);
        return (new SocketConnection(parent, Limit, mayBlock: false), new SocketConnection(worker, Limit, mayBlock: true));
    }

    [Fact]
    public void A_peer_that_says_nothing_in_time_is_an_error_of_the_socket()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create(isPortable: true);
        using (here)
        using (there)
        {
            here.SetReceiveTimeout(TimeSpan.FromMilliseconds(1));
            Assert.Throws<LocalSocketException>(() => here.Receive(new byte[1]));
            here.SetReceiveTimeout(TimeSpan.Zero);
            Assert.Equal(1, there.Send(new byte[1]));
            Assert.Equal(1, here.Receive(new byte[1]));
        }
    }
}

public sealed class SocketConnectionTests : ConnectionContractTests
{
    private protected override (Connection Parent, Connection Worker) CreatePair()
    {
        (LocalSocket parent, LocalSocket worker) = SocketPair.Create();
        return (new SocketConnection(parent, Limit, mayBlock: false), new SocketConnection(worker, Limit, mayBlock: true));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000_000)]
    public void A_call_that_was_not_claimed_comes_back_when_the_worker_is_gone(int size)
    {
        byte[] data = new byte[size];
        new Random(size).NextBytes(data);
        Send(Parent, new FrameHeader(FrameKind.Call, 1), data);
        Worker.Dispose();
        Assert.False(Parent.Receive(out _));
        using PayloadBuffer? payload = Parent.TakeUnclaimed(0, 1);
        WireReader reader = payload!.OpenReader();
        Assert.True(data.AsSpan().SequenceEqual(reader.ReadBytes()));
    }

    [Fact]
    public void A_call_that_was_claimed_never_comes_back()
    {
        Send(Parent, new FrameHeader(FrameKind.Call, 1), [1]);
        Worker.Send(new FrameHeader(FrameKind.Claimed, 1));
        Assert.Equal(FrameKind.Claimed, Receive(Parent).Header.Kind);
        Worker.Dispose();
        Assert.False(Parent.Receive(out _));
        Assert.Null(Parent.TakeUnclaimed(0, 1));
    }

    [Fact]
    public void An_end_within_a_frame_is_not_an_end_of_frames()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        using var connection = new SocketConnection(here, Limit, mayBlock: false);
        byte[] header = new byte[FrameHeader.Size];
        (new FrameHeader(FrameKind.Result, 1) { Length = 1000 }).Write(header);
        there.Send(header);
        there.Send(new byte[500]);
        there.Dispose();
        Assert.True(connection.Receive(out _));
        Assert.Throws<ConnectionLostException>(() => _ = connection.OpenPayload().Remaining);
    }

    [Fact]
    public void A_header_that_asks_for_too_much_is_refused()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        using var connection = new SocketConnection(here, 1000, mayBlock: false);
        using (there)
        {
            byte[] header = new byte[FrameHeader.Size];
            (new FrameHeader(FrameKind.Result, 1) { Length = (int)WireLimits.LargestAnswer(1000) + 1 }).Write(header);
            there.Send(header);
            Assert.Throws<ProtocolException>(() => connection.Receive(out _));
        }
    }
}
