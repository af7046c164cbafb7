namespace ParallelGen.Transport.SharedMemory;

/// <summary>Addresses that were reserved in one piece, and then covered by the views one by one.</summary>
internal sealed unsafe class PosixMapping : MappedMemory
{
    private const nint Failed = -1;

    private readonly long _length;
    private bool _isDisposed;

    private PosixMapping(nint start, long length)
        : base((byte*)start) => _length = length;

    /// <exception cref="SegmentException">The system does not allow it.</exception>
    public static PosixMapping Create(int descriptor, SegmentLayout layout, bool isParent)
    {
        nint start = Libc.Map(0, (nuint)layout.AddressSpace, Libc.ProtectNone, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if (start == Failed)
            throw new SegmentException($"mmap of {layout.AddressSpace} bytes of address space: {Libc.DescribeLastError()}");
        var mapping = new PosixMapping(start, layout.AddressSpace);
        foreach (SegmentView view in layout.Views(isParent))
        {
            int protection = view.IsWritable ? Libc.ProtectRead | Libc.ProtectWrite : Libc.ProtectRead;
            nint address = start + (nint)view.Address;
            if (Libc.Map(address, (nuint)view.Length, protection, Libc.MapShared | Libc.MapFixed, descriptor, view.Offset) == address)
                continue;
            string error = Libc.DescribeLastError();
            mapping.Dispose();
            throw new SegmentException($"mmap of {view.Length} bytes of the segment: {error}");
        }
        return mapping;
    }

    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _ = Libc.Unmap((nint)Start, (nuint)_length);
    }
}
