namespace ParallelGen.Tests.Encoding;

/// <summary>An enum, for blocks of them.</summary>
internal enum RawElement : ushort
{
    None = 0,
    Some = 300,
    Last = ushort.MaxValue,
}
