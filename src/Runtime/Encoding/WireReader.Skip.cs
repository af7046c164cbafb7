namespace ParallelGen.Encoding;

// Skipping.
public ref partial struct WireReader
{
    /// <summary>Goes past one value, whatever it is.</summary>
    /// <exception cref="CallSerializationException">It is malformed, nested too deep, or not all there.</exception>
    public void Skip()
    {
        long members = SkipHead();
        if (members != 0) SkipMembers(members);
    }

    // A stack of its own, so that no payload can overflow the thread's.
    private void SkipMembers(long members)
    {
        int levels = WireLimits.MaxDepth - _depth;
        if (levels <= 0) WireError.ThrowTooDeep();
        Span<long> left = stackalloc long[levels];
        int top = 0;
        left[0] = members;
        while (true)
        {
            if (left[top] == 0)
            {
                if (--top < 0) return;
                continue;
            }

            left[top]--;
            members = SkipHead();
            if (members == 0) continue;
            if (++top == levels) WireError.ThrowTooDeep();
            left[top] = members;
        }
    }

    // Goes past a value without its members, and gives how many values these are.
    private long SkipHead()
    {
        byte code = Peek();
        long members = 0;
        long block = 0;
        switch (code)
        {
            case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt:
            case WireCode.Nil or WireCode.False or WireCode.True: _position++; break;
            case < WireCode.FixArray: members = 2 * ReadFixCount(code & 0xF); break;
            case < WireCode.FixString: members = ReadFixCount(code & 0xF); break;
            case < WireCode.Nil: block = ReadFixCount(code & 0x1F); break;
            case WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32: block = ReadBinHeader(); break;
            case WireCode.Float32: block = 5; break;
            case WireCode.Float64: block = 9; break;
            case >= WireCode.UInt8 and <= WireCode.Int64: block = 1 + (1 << ((code - WireCode.UInt8) & 3)); break;
            case WireCode.String8 or WireCode.String16 or WireCode.String32: block = ReadWideStringHeader(code); break;
            case WireCode.Array16 or WireCode.Array32: members = ReadWideCount(WireCode.Array16, "an array"); break;
            case WireCode.Map16 or WireCode.Map32: members = 2 * ReadWideCount(WireCode.Map16, "a map"); break;
            case WireCode.NeverUsed: WireError.ThrowUnexpected("a value", code, Consumed); break;
            default: block = ReadExtensionHeader(out _, "an extension"); break;
        }

        if (members > Remaining) ThrowTooMany(members);
        SkipBytes(block);
        return members;
    }

    private void SkipBytes(long bytes)
    {
        if (bytes > Remaining) WireError.ThrowEnd(Consumed, bytes, Remaining);
        while (true)
        {
            int here = (int)Math.Min(bytes, _span.Length - _position);
            _position += here;
            bytes -= here;
            if (bytes == 0) return;
            Refill(1);
        }
    }
}
