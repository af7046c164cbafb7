using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>How the items of a lane travel: the reports of a progress parameter, or the items of a stream.</summary>
/// <typeparam name="T">An item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LaneCodec<T>
{
    /// <summary>Writes an item.</summary>
    public abstract void Write(ref WireWriter writer, T item);

    /// <summary>Reads an item.</summary>
    public abstract T Read(ref WireReader reader);
}
