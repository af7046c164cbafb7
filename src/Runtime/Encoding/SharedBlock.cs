namespace ParallelGen.Encoding;

/// <summary>
/// Memory that a payload refers to by a number instead of holding what stands there: a program and its workers see the same. It stays as long
/// as it has users: who made it, and each request that refers to it. Thread-safe.
/// </summary>
/// <param name="id">Its number, which this program never gives to another.</param>
/// <param name="length">Its bytes.</param>
/// <param name="isWritable">Whether workers may write to it.</param>
internal abstract unsafe class SharedBlock(long id, long length, bool isWritable)
{
    private int _uses = 1; // its maker's

    public long Id { get; } = id;

    public long Length { get; } = length;

    public bool IsWritable { get; } = isWritable;

    /// <summary>Where it begins. The address stays valid, and means nothing, when the block is free and while somebody has this object.</summary>
    public abstract byte* Start { get; }

    /// <summary>The file descriptor by which it is handed over; -1 where it is handed over by name.</summary>
    public abstract int Descriptor { get; }

    /// <summary>The name by which it is handed over; empty where it is handed over by descriptor.</summary>
    public abstract string Name { get; }

    /// <summary>Whether nobody can change its size any more.</summary>
    public abstract bool IsSealed { get; }

    /// <summary>Whether nobody uses it any more.</summary>
    public bool IsFree => Volatile.Read(ref _uses) == 0;

    /// <summary>Adds a user, which must end its use. False when it is free already.</summary>
    public bool TryUse()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            int before = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (before == uses)
                return true;
            uses = before;
        }
        return false;
    }

    /// <summary>Adds a user, where its maker is the only one. False where there is another.</summary>
    public bool TryUseAlone() => Interlocked.CompareExchange(ref _uses, 2, 1) == 1;

    /// <summary>Ends one use. With the last the memory goes.</summary>
    public void EndUse()
    {
        if (Interlocked.Decrement(ref _uses) > 0)
            return;
        SharedBlocks.Remove(this);
        Free();
    }

    /// <summary>Gives the memory back.</summary>
    protected abstract void Free();
}
