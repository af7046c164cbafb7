namespace ParallelGen.Transport.SharedMemory;

/// <summary>Addresses that were reserved in one piece as a placeholder, which the views then replace one by one.</summary>
internal sealed unsafe class WindowsMapping : MappedMemory
{
    private readonly List<nint> _views = [];
    private readonly List<nint> _placeholders = [];
    private long _pressure;

    private WindowsMapping(nint start)
        : base((byte*)start)
    {
    }

    /// <exception cref="SegmentException">The system does not allow it.</exception>
    public static WindowsMapping Create(nint section, long addressSpace, SegmentView[] views)
    {
        nint start = WindowsCalls.Allocate(0, 0, (nuint)addressSpace, WindowsCalls.Reserve | WindowsCalls.ReservePlaceholder, WindowsCalls.PageNoAccess, null, 0);
        if (start == 0)
            throw new SegmentException($"VirtualAlloc2 of {addressSpace} bytes of address space: {Libc.DescribeLastError()}");
        var mapping = new WindowsMapping(start);
        try
        {
            mapping._placeholders.Add(start);
            for (int i = 0; i < views.Length; i++)
                mapping.MapView(section, views[i], isLast: i == views.Length - 1);
            mapping.SetPressure(addressSpace);
            return mapping;
        }
        catch
        {
            mapping.GiveBack();
            throw;
        }
    }

    // Views can't be replaced in one step: they stay until the end.
    public override void GiveBack()
    {
    }

    ~WindowsMapping()
    {
        foreach (nint view in _views)
            _ = WindowsCalls.UnmapView(view);
        foreach (nint placeholder in _placeholders)
            _ = WindowsCalls.Free(placeholder, 0, WindowsCalls.Release);
        if (_pressure > 0)
            GC.RemoveMemoryPressure(_pressure);
    }

    // Only a collection frees it: one has to come.
    private void SetPressure(long bytes)
    {
        GC.AddMemoryPressure(bytes);
        _pressure = bytes;
    }

    // The last placeholder is all that is not mapped yet; the view's part is split off its beginning.
    private void MapView(nint section, in SegmentView view, bool isLast)
    {
        nint address = (nint)Start + (nint)view.Address;
        if (!isLast)
        {
            if (WindowsCalls.Free(address, (nuint)view.Length, WindowsCalls.Release | WindowsCalls.PreservePlaceholder) == 0)
                throw new SegmentException($"VirtualFree of a placeholder: {Libc.DescribeLastError()}");
            _placeholders.Add(address + (nint)view.Length);
        }
        uint protection = view.IsWritable ? WindowsCalls.PageReadWrite : WindowsCalls.PageReadOnly;
        if (WindowsCalls.MapView(section, 0, address, (ulong)view.Offset, (nuint)view.Length, WindowsCalls.ReplacePlaceholder, protection, null, 0) != address)
            throw new SegmentException($"MapViewOfFile3: {Libc.DescribeLastError()}");
        _placeholders.Remove(address);
        _views.Add(address);
    }
}
