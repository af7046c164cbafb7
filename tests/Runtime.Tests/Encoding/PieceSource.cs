namespace ParallelGen.Tests.Encoding;

/// <summary>
/// Gives a payload in pieces of a fixed size, each in memory of its own that is overwritten when the next is asked for: who keeps a piece
/// too long reads garbage.
/// </summary>
internal sealed class PieceSource(byte[] payload, int size) : WireSource
{
    private int _end;
    private byte[] _piece = [];

    /// <summary>What the pieces themselves took of this thread's allocations.</summary>
    internal long Allocated { get; private set; }

    internal static WireReader Open(byte[] payload, int size)
    {
        PieceSource source = new(payload, size);
        return source.Open();
    }

    internal WireReader Open() => new(payload.Length == 0 ? default : Next(0, 1), payload.Length, this);

    internal override ReadOnlySpan<byte> Next(int unread, int needed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(unread, 0, _piece.Length);
        Assert.InRange(needed, unread + 1, Math.Min(WireLimits.BlockStep, payload.Length - (_end - unread)));
        int start = _end - unread;
        int count = Math.Min(payload.Length - start, Math.Max(needed, size));
        byte[] piece = payload.AsSpan(start, count).ToArray();
        _piece.AsSpan().Fill(WireCode.NeverUsed);
        _piece = piece;
        _end = start + count;
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return piece;
    }

    internal override void CopyTo(Span<byte> destination)
    {
        payload.AsSpan(_end, destination.Length).CopyTo(destination);
        _end += destination.Length;
        _piece.AsSpan().Fill(WireCode.NeverUsed);
        _piece = [];
    }
}
