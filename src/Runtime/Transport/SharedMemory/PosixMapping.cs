namespace ParallelGen.Transport.SharedMemory;

/// <summary>Addresses that were reserved in one piece, and then covered by the views one by one.</summary>
internal sealed unsafe class PosixMapping : MappedMemory
{
    private const nint Failed = -1;

    private readonly long _length;
    private bool _isGivenBack;

    private PosixMapping(nint start, long length)
        : base((byte*)start) => _length = length;

    ~PosixMapping() => _ = Libc.Unmap((nint)Start, (nuint)_length);

    /// <exception cref="SegmentException">The system does not allow it.</exception>
    public static PosixMapping Create(int descriptor, long addressSpace, SegmentView[] views)
    {
        nint start = Libc.Map(0, (nuint)addressSpace, Libc.ProtectNone, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if (start == Failed)
            throw new SegmentException($"mmap of {addressSpace} bytes of address space: {Libc.DescribeLastError()}");
        var mapping = new PosixMapping(start, addressSpace);
        foreach (SegmentView view in views)
        {
            int protection = view.IsWritable ? Libc.ProtectRead | Libc.ProtectWrite : Libc.ProtectRead;
            nint address = start + (nint)view.Address;
            if (Libc.Map(address, (nuint)view.Length, protection, Libc.MapShared | Libc.MapFixed, descriptor, view.Offset) == address)
                continue;
            string error = Libc.DescribeLastError();
            mapping.GiveBack();
            throw new SegmentException($"mmap of {view.Length} bytes of the segment: {error}");
        }
        return mapping;
    }

    public override void GiveBack()
    {
        if (_isGivenBack)
            return;
        _isGivenBack = true;
        // In one step: at no moment is there nothing. Pages that nobody touches take no memory.
        _ = Libc.Map((nint)Start, (nuint)_length, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapPrivate | Libc.MapAnonymous | Libc.MapFixed, -1, 0);
        GC.KeepAlive(this); // its finalizer gives the addresses to others
    }
}
