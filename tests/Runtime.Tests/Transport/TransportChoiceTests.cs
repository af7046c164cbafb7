using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Transport.Sockets;

namespace ParallelGen.Tests.Transport;

/// <summary>Both sides use the same transport, whatever one of them can't do.</summary>
public sealed class TransportChoiceTests : IDisposable
{
    private readonly LocalSocket _parent;
    private readonly LocalSocket _worker;
    private readonly List<string> _problems = [];

    public TransportChoiceTests() => (_parent, _worker) = SocketPair.Create();

    public void Dispose()
    {
        _parent.Dispose();
        _worker.Dispose();
    }

    [Theory]
    [InlineData(PoolTransport.Automatic, true)]
    [InlineData(PoolTransport.SharedMemory, true)]
    [InlineData(PoolTransport.Socket, false)]
    public async Task The_options_decide(PoolTransport transport, bool isShared)
    {
        Task<Connection> accepting = Task.Run(() => TransportChoice.Accept(_worker, 1000), TestContext.Current.CancellationToken);
        using Connection parent = TransportChoice.Offer(_parent, TransportChoice.CreateSegment(transport, Note), Options(transport), Note);
        using Connection worker = await accepting;
        Assert.Equal(isShared, parent is ParentConnection);
        Assert.Equal(isShared, worker is WorkerConnection);
        worker.Send(new FrameHeader(FrameKind.Result, 5));
        worker.Flush();
        Assert.True(parent.Receive(out FrameHeader header));
        Assert.Equal(5, header.CallId);
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_worker_that_can_not_map_the_segment_gets_the_socket()
    {
        SegmentOffer.SendAnswer(_worker, "mmap: no");
        using Connection parent = TransportChoice.Offer(_parent, TransportChoice.CreateSegment(PoolTransport.Automatic, Note), Options(PoolTransport.Automatic), Note);
        Assert.IsType<SocketConnection>(parent);
        Assert.Equal(["mmap: no"], _problems);
    }

    [Fact]
    public void A_worker_that_must_map_the_segment_and_can_not_is_an_error()
    {
        SegmentOffer.SendAnswer(_worker, "mmap: " + new string('!', 400));
        var exception = Assert.Throws<WorkerStartException>(() =>
            TransportChoice.Offer(_parent, TransportChoice.CreateSegment(PoolTransport.SharedMemory, Note), Options(PoolTransport.SharedMemory), Note));
        Assert.Contains("mmap: !!", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(PoolTransport.Automatic), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_tells_what_is_wrong_and_goes_on_with_the_socket()
    {
        // The descriptor is of something else.
        using var segment = Segment.Create();
        (SegmentOffer.Of(segment, SpinPolicy.Never) with { Descriptor = (int)_parent.Handle }).Send(_parent);
        using Connection worker = TransportChoice.Accept(_worker, 1000);
        Assert.IsType<SocketConnection>(worker);
        Assert.NotEqual("", SegmentOffer.ReceiveAnswer(_parent));
    }

    private void Note(string problem) => _problems.Add(problem);

    private static ProcessPoolOptions Options(PoolTransport transport) => new() { Transport = transport, MaxPayloadBytes = 1000 };
}
