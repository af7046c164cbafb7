using System.Buffers;

namespace ParallelGen.Encoding;

/// <summary>
/// What a formatter writes into: pooled memory, so that the size is known before the bytes. One is kept for each thread; a formatter that
/// itself encodes gets another.
/// </summary>
internal sealed class FormatterOutput : IBufferWriter<byte>, IDisposable
{
    private const int SmallestSize = 1024;

    // More is given back to the pool after use.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static FormatterOutput? s_free;

    private byte[] _bytes = [];
    private int _written;

    private FormatterOutput()
    {
    }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    internal static FormatterOutput Rent()
    {
        FormatterOutput output = s_free ?? new FormatterOutput();
        s_free = null;
        return output;
    }

    public void Dispose()
    {
        _written = 0;
        if (_bytes.Length > LargestKept)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        s_free = this;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_written);
    }

    private void MakeRoom(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        int wanted = Math.Max(sizeHint, 1);
        if (_bytes.Length - _written >= wanted) return;
        long size = Math.Max(SmallestSize, Math.Max(2L * _bytes.Length, _written + (long)wanted));
        if (_written + (long)wanted > Array.MaxLength) WireError.ThrowTooLarge(_written + (long)wanted);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(size, Array.MaxLength));
        Written.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
