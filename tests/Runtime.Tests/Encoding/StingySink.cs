namespace ParallelGen.Tests.Encoding;

/// <summary>
/// Gives exactly what it is asked for and a fixed number of bytes more, at the end of guarded memory. Without more, a writer meets the
/// end of its span all the time; with much more, never.
/// </summary>
internal sealed class StingySink(int more) : WireSink
{
    private readonly List<byte> _bytes = [];
    private int _given;

    internal override long Length => _bytes.Count;

    internal byte[] ToArray() => [.. _bytes];

    internal override Span<byte> Next(int written, int sizeHint)
    {
        int unused = _given - more - written;
        Assert.True(unused <= WireLimits.HintSlack, $"{unused} bytes too many were asked for.");
        End(written);
        _given = sizeHint + more;
        return GuardedMemory.End(_given);
    }

    internal override void End(int written)
    {
        _bytes.AddRange(GuardedMemory.End(_given)[..written]);
        _given = 0;
    }

    internal override Span<byte> Truncate(long length)
    {
        _bytes.RemoveRange((int)length, _bytes.Count - (int)length);
        _given = 0;
        return default;
    }
}
