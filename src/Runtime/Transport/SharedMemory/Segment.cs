namespace ParallelGen.Transport.SharedMemory;

/// <summary>A segment as one side sees it: its words and its two rings.</summary>
internal sealed unsafe class Segment : IDisposable
{
    private readonly SegmentMemory _memory;
    private readonly MappedMemory _mapped;

    private Segment(SegmentMemory memory, SegmentLayout layout, bool isParent)
    {
        _memory = memory;
        Layout = layout;
        _mapped = memory.Map(layout.AddressSpace, layout.Views(isParent));
    }

    public SegmentLayout Layout { get; }

    /// <summary>The handle to hand over; closed by <see cref="CloseHandle"/>.</summary>
    public SegmentMemory Memory => _memory;

    public ParentWords* Parent => (ParentWords*)_mapped.Start;

    public SharedWords* Shared => (SharedWords*)(_mapped.Start + Layout.SharedOffset);

    public RingMemory Down => new(_mapped.Start + Layout.DownOffset, Layout.RingCapacity, &Parent->DownTail, &Parent->DownStreamEnd, &Shared->DownHead);

    public RingMemory Up => new(_mapped.Start + Layout.UpAddress, Layout.RingCapacity, &Shared->UpTail, &Shared->UpStreamEnd, &Parent->UpHead);

    /// <summary>The parent's side.</summary>
    /// <exception cref="SegmentException">There is no room for it, or the system does not allow it.</exception>
    public static Segment Create(int ringCapacity = SegmentLayout.DefaultRingCapacity)
    {
        var layout = new SegmentLayout(ringCapacity);
        return Create(SegmentMemory.Create(layout.Size), layout);
    }

    /// <summary>The parent's side, in memory of the layout's size; the segment's from now on.</summary>
    /// <exception cref="SegmentException">The system does not allow it.</exception>
    public static Segment Create(SegmentMemory memory, SegmentLayout layout)
    {
        Segment segment = Map(memory, layout, isParent: true);
        segment.Parent->Magic = ParentWords.ExpectedMagic;
        segment.Parent->Version = Handshake.Version;
        segment.Parent->RingCapacity = layout.RingCapacity;
        return segment;
    }

    /// <summary>The worker's side.</summary>
    /// <param name="memory">What the parent handed over; the segment's from now on.</param>
    /// <param name="ringCapacity">What the parent said.</param>
    /// <exception cref="SegmentException">The memory is not what the parent said, or the system does not allow it.</exception>
    public static Segment Open(SegmentMemory memory, int ringCapacity)
    {
        Segment segment = Map(memory, new SegmentLayout(ringCapacity), isParent: false);
        ParentWords* parent = segment.Parent;
        if (parent->Magic == ParentWords.ExpectedMagic && parent->Version == Handshake.Version && parent->RingCapacity == ringCapacity)
            return segment;
        segment.Dispose();
        throw new SegmentException("The segment does not come from a ParallelGen of the same version.");
    }

    public RequestSlot* Slot(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SharedWords.SlotCount, nameof(index));
        return (RequestSlot*)((byte*)Shared + SharedWords.SlotsOffset) + index;
    }

    /// <summary>Closes the handle, once the other side has its own; what is mapped stays.</summary>
    public void CloseHandle() => _memory.Dispose();

    public void Dispose()
    {
        _memory.Dispose();
        _mapped.GiveBack();
    }

    private static Segment Map(SegmentMemory memory, SegmentLayout layout, bool isParent)
    {
        try
        {
            return new Segment(memory, layout, isParent);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
