namespace ParallelGen.Tests.Encoding;

/// <summary>Gives never a byte more than it is asked for, so that a writer meets the end of its span all the time.</summary>
internal sealed class StingySink : WireSink
{
    private readonly List<byte> _bytes = [];
    private byte[] _last = [];

    internal override long Length => _bytes.Count;

    internal byte[] ToArray() => [.. _bytes];

    internal override Span<byte> Next(int written, int sizeHint)
    {
        Assert.True(_last.Length - written <= WireLimits.HintSlack, $"{_last.Length} bytes were asked for, and {written} used.");
        End(written);
        _last = new byte[sizeHint];
        return _last;
    }

    internal override void End(int written)
    {
        _bytes.AddRange(_last.AsSpan(0, written));
        _last = [];
    }

    internal override Span<byte> Truncate(long length)
    {
        _bytes.RemoveRange((int)length, _bytes.Count - (int)length);
        _last = [];
        return default;
    }
}
