using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The words of a segment that both sides can write. The parent believes nothing that stands here.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct SharedWords
{
    public const int SlotCount = 64;
    public const int SlotsOffset = 512;
    public const int Size = SlotsOffset + (SlotCount * RequestSlot.Size);

    // Offset 0, worker: the index behind the last byte that was sent up.
    [FieldOffset(0)]
    public long UpTail;

    // Offset 8, worker: where the streamed payload ends that is being sent up.
    [FieldOffset(8)]
    public long UpStreamEnd;

    // Offset 128, worker: the index of the first byte from below that is still in use.
    [FieldOffset(128)]
    public long DownHead;

    // Offset 256, both: set by the parent before it sleeps, cleared by the worker that rings.
    [FieldOffset(256)]
    public int ParentSleeps;

    // Offset 384, both: set by the worker before it sleeps, cleared by the parent that rings.
    [FieldOffset(384)]
    public int WorkerSleeps;

    // Offset 388, worker: one more than the core on which it polls; 0 where nobody knows. A hint.
    [FieldOffset(388)]
    public int WorkerCore;

    // From offset 512: the slots.
}
