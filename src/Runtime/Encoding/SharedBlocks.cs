namespace ParallelGen.Encoding;

/// <summary>The blocks that this process has: those that it made, and in a worker those that it was told of. Thread-safe.</summary>
internal static class SharedBlocks
{
    private static readonly object s_gate = new();
    private static long s_lastId;
    private static volatile bool s_areReceived;

    // Guarded by s_gate; made with the first, because a worker that starts would have to compile the code.
    private static Dictionary<long, SharedBlock>? s_blocks;
    private static Dictionary<long, string>? s_problems;

    /// <summary>Told of the number of each block that is free, on the thread pool.</summary>
    public static event Action<long>? Freed;

    /// <summary>A number for a new block.</summary>
    public static long NewId() => Interlocked.Increment(ref s_lastId);

    /// <summary>Says that this process is told of blocks by another, and that one which it does not know is still to come.</summary>
    public static void AwaitAll() => s_areReceived = true;

    public static void Add(SharedBlock block)
    {
        lock (s_gate)
        {
            (s_blocks ??= []).Add(block.Id, block);
            s_problems?.Remove(block.Id);
            Monitor.PulseAll(s_gate);
        }
    }

    /// <summary>Whether this process has a block.</summary>
    public static bool Has(long id)
    {
        lock (s_gate)
            return s_blocks?.ContainsKey(id) == true;
    }

    /// <summary>Notes that this process was told of a block, and can't use it.</summary>
    public static void AddProblem(long id, string problem)
    {
        lock (s_gate)
        {
            (s_problems ??= [])[id] = problem;
            Monitor.PulseAll(s_gate);
        }
    }

    /// <summary>Finds a block. In a worker this waits until it was told of it: that comes on another connection than the payload that refers to it.</summary>
    /// <exception cref="CallSerializationException">There is none.</exception>
    public static SharedBlock Get(long id)
    {
        lock (s_gate)
        {
            while (true)
            {
                if (s_blocks?.TryGetValue(id, out SharedBlock? block) == true)
                    return block;
                if (s_problems?.TryGetValue(id, out string? problem) == true)
                    throw new CallSerializationException($"The worker can't use the shared memory of an argument: {problem}");
                if (!s_areReceived)
                    throw new CallSerializationException($"There is no block {id} of shared memory here.");
                Monitor.Wait(s_gate);
            }
        }
    }

    /// <summary>Ends this process's use of a block that it was told of.</summary>
    public static void Forget(long id)
    {
        SharedBlock? block = null;
        lock (s_gate)
        {
            s_problems?.Remove(id);
            s_blocks?.TryGetValue(id, out block);
        }
        block?.EndUse();
    }

    /// <summary>Takes a block out that is free. By the block itself.</summary>
    public static void Remove(SharedBlock block)
    {
        lock (s_gate)
            s_blocks?.Remove(block.Id);
        // Not on this thread: it may be one that settles a call, or the finalizer's.
        if (Freed is not null)
            ThreadPool.UnsafeQueueUserWorkItem(static id => Freed?.Invoke(id), block.Id, preferLocal: false);
    }
}
