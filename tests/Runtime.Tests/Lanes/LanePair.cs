using ParallelGen.Lanes;
using ParallelGen.Protocol;
using ParallelGen.Transport.InProcess;

namespace ParallelGen.Tests.Lanes;

/// <summary>A lane with both its ends; the test carries the frames between them itself, one at a time.</summary>
internal sealed class LanePair : IDisposable
{
    private readonly InProcessConnection _here;
    private readonly InProcessConnection _there;
    private readonly ControlLink _sending;
    private readonly ControlLink _receiving;

    public LanePair(bool keepsLatest = false, long maxItemBytes = 1 << 20)
    {
        (_here, _there) = InProcessConnection.CreatePair(1 << 30);
        _sending = new ControlLink(_here, maxItemBytes);
        _receiving = new ControlLink(_there, maxItemBytes);
        Sender = new LaneSender<string>(_sending, 7, 0, TextCodec.Instance, keepsLatest);
        Receiver = new LaneReceiver<string>(_receiving, 7, 0, keepsLatest, TextCodec.Instance, 64, "the test");
    }

    public LaneSender<string> Sender { get; }

    public LaneReceiver<string> Receiver { get; }

    /// <summary>Waits for a frame of items, and hands it to the receiver.</summary>
    /// <returns>How many items it has.</returns>
    public int Carry()
    {
        FrameHeader header = Receive(_there);
        Assert.Equal(FrameKind.Items, header.Kind);
        LaneItems items = LaneItems.Receive(_there, header);
        _there.ReleasePayload();
        Receiver.OnItems(items);
        return header.Count;
    }

    /// <summary>Waits for the end, and hands it to the receiver.</summary>
    public void CarryEnd()
    {
        Assert.Equal(FrameKind.ItemsEnd, Receive(_there).Kind);
        _there.ReleasePayload();
        Receiver.OnEnd(null);
    }

    /// <summary>Waits for a credit, and hands it to the sender.</summary>
    public void CarryCredit()
    {
        FrameHeader header = Receive(_here);
        Assert.Equal(FrameKind.Credit, header.Kind);
        _here.ReleasePayload();
        Sender.OnCredit(new LaneCredit(header.Count, header.FirstItem));
    }

    public List<string> TakeAll()
    {
        List<string> taken = [];
        while (Receiver.TryTake(out string item))
            taken.Add(item);
        return taken;
    }

    public void Dispose()
    {
        _sending.Close();
        _receiving.Close();
        _here.Dispose();
        _there.Dispose();
    }

    private static FrameHeader Receive(InProcessConnection connection)
    {
        Assert.True(connection.Receive(out FrameHeader header));
        return header;
    }
}
