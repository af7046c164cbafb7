namespace ParallelGen.Supervision;

/// <summary>
/// The requests that one worker has, by the slots that their frames name. Added by one thread at a time; whoever removes a request, from
/// any thread, is the one who settles it.
/// </summary>
internal sealed class RequestSlots(int count)
{
    private readonly WorkerRequest?[] _requests = new WorkerRequest?[count];
    private int _next;

    public int Count => count;

    /// <summary>The request in a slot; null where there is none, or no such slot.</summary>
    public WorkerRequest? this[int slot] => (uint)slot < (uint)_requests.Length ? Volatile.Read(ref _requests[slot]) : null;

    /// <summary>Puts the request into a free slot, which it then knows. False when none is free.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fromFirst">Whether to begin with the first slot: a worker that has nothing else touches the same memory again.</param>
    public bool TryAdd(WorkerRequest request, bool fromFirst)
    {
        int slot = fromFirst ? 0 : _next;
        for (int tried = 0; tried < _requests.Length; tried++, slot++)
        {
            if (slot == _requests.Length)
                slot = 0;
            if (Volatile.Read(ref _requests[slot]) is not null)
                continue;
            request.Slot = slot;
            Volatile.Write(ref _requests[slot], request);
            _next = slot + 1 == _requests.Length ? 0 : slot + 1;
            return true;
        }
        return false;
    }

    /// <summary>Takes the request out. True for one caller only.</summary>
    public bool TryRemove(WorkerRequest request) =>
        Interlocked.CompareExchange(ref _requests[request.Slot], null, request) == request;
}
