namespace ParallelGen.Tests.Encoding;

/// <summary>A peer that claimed more than it sends: nothing follows the first piece.</summary>
internal sealed class BrokenSource : WireSource
{
    internal override ReadOnlySpan<byte> Next(int unread, int needed) => throw new EndOfStreamException();

    internal override void CopyTo(Span<byte> destination) => throw new EndOfStreamException();
}
