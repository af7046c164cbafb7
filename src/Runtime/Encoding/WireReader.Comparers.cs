using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// Comparers of strings, which collections have beside their elements.
public ref partial struct WireReader
{
    /// <summary>Reads the comparer of a collection of strings, if one stands before it; null for the default.</summary>
    /// <exception cref="CallSerializationException">The comparer is not known.</exception>
    public StringComparer? ReadComparer()
    {
        if (Peek() != (WireCode.FixArray | 2) || Remaining < 4) return null;
        ref byte head = ref Require(4);
        if (Unsafe.Add(ref head, 1) != WireCode.FixExt1 || Unsafe.Add(ref head, 2) != WireExtension.Comparer) return null;
        byte number = Unsafe.Add(ref head, 3);
        if (WireComparer.Of(number) is not { } comparer)
        {
            WireError.ThrowMalformed($"comparer {number} is not known", Consumed);
            return null;
        }

        _position += 4;
        return comparer;
    }
}
