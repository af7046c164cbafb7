namespace ParallelGen.Generator.Parse;

/// <summary>64-bit FNV-1a: the same on every machine, in every version.</summary>
internal static class SignatureHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        ulong hash = Offset;
        foreach (char c in text)
        {
            hash = Add(hash, (byte)c);
            hash = Add(hash, (byte)(c >> 8));
        }

        return hash;
    }

    public static ulong Of(IEnumerable<ulong> ids)
    {
        ulong hash = Offset;
        foreach (ulong id in ids)
        {
            for (int shift = 0; shift < 64; shift += 8)
                hash = Add(hash, (byte)(id >> shift));
        }

        return hash;
    }

    private static ulong Add(ulong hash, byte value) => unchecked((hash ^ value) * Prime);
}
