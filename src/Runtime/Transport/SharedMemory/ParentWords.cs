using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The words of a segment that the parent writes and the worker can only read.</summary>
/// <remarks>Words that different threads write stand 128 bytes apart: processors fetch lines of 64 bytes in pairs, some have lines of 128.</remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct ParentWords
{
    public const int Size = 384;
    public const uint ExpectedMagic = 0x53474750; // "PGGS" read as a little-endian number

    // Offset 0, parent, once, before the segment is handed over.
    [FieldOffset(0)]
    public uint Magic;

    // Offset 4, parent, once: the protocol's version.
    [FieldOffset(4)]
    public ushort Version;

    // Offset 8, parent, once.
    [FieldOffset(8)]
    public int RingCapacity;

    // Offset 128, parent: the index behind the last byte that was sent down.
    [FieldOffset(128)]
    public long DownTail;

    // Offset 136, parent: where the streamed payload ends that is being sent down (see RingProducer.EndStream).
    [FieldOffset(136)]
    public long DownStreamEnd;

    // Offset 256, parent: the index of the first byte from above that is still in use.
    [FieldOffset(256)]
    public long UpHead;
}
