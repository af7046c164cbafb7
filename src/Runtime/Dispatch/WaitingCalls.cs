using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>
/// The calls that no worker has: those in the queue, those in the pause before another attempt, and the times at which one has waited long
/// enough. Thread-safe.
/// </summary>
/// <param name="workerCount">The number of workers.</param>
internal sealed class WaitingCalls(int workerCount)
{
    private readonly Lock _gate = new();
    private readonly CallQueue _queue = new(workerCount);
    private TimedCalls? _retries;  // in their pause
    private TimedCalls? _expiries; // those that may not wait for ever
    private int _count;            // in the queue; read without the gate
    private bool _stopped;

    /// <summary>How many calls are in the queue.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many bytes their encoded arguments take.</summary>
    public long EncodedBytes
    {
        get
        {
            lock (_gate)
                return _queue.EncodedBytes;
        }
    }

    /// <summary>When the next call is due, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long NextDue
    {
        get
        {
            lock (_gate)
                return Math.Min(_retries?.Next ?? long.MaxValue, _expiries?.Next ?? long.MaxValue);
        }
    }

    /// <summary>Whether another call may wait with its arguments encoded.</summary>
    public bool HasRoom(ProcessPoolOptions options)
    {
        lock (_gate)
            return _queue.Count < options.MaxQueuedCalls && _queue.EncodedBytes < options.MaxQueuedBytes;
    }

    /// <summary>Puts a call into the queue. False when no call waits any more.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn before.</param>
    public bool TryAdd(PendingCall call, bool isReturned)
    {
        lock (_gate)
        {
            if (_stopped)
                return false;
            if (!call.IsWaiting(call.Wait))
                return true; // withdrawn on its way here
            _queue.Add(call, isReturned);
            Volatile.Write(ref _count, _queue.Count);
            return true;
        }
    }

    /// <summary>A call was withdrawn that may be in the queue.</summary>
    public void Forget(PendingCall call)
    {
        lock (_gate)
        {
            _queue.Forget(call);
            Volatile.Write(ref _count, _queue.Count);
        }
    }

    /// <summary>Lets a call wait for its next attempt until it is due. False when no call waits any more.</summary>
    public bool TryAddRetry(PendingCall call, long due)
    {
        lock (_gate)
        {
            if (_stopped)
                return false;
            (_retries ??= new()).Add(call, due);
            return true;
        }
    }

    /// <summary>Notes when a call has waited long enough.</summary>
    public void AddExpiry(PendingCall call, long due)
    {
        lock (_gate)
            (_expiries ??= new()).Add(call, due);
    }

    /// <summary>Takes the next call of the queue, if this worker may have it.</summary>
    public PendingCall? TakeFor(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (_queue.Next(worker.Id) is not { } line || !Placement.Accepts(worker, line.Peek()!))
                return null;
            PendingCall call = _queue.Take(line);
            Volatile.Write(ref _count, _queue.Count);
            return call;
        }
    }

    /// <summary>Takes a call whose pause is over; null where there is none.</summary>
    public PendingCall? TakeRetry(long now)
    {
        lock (_gate)
            return _retries?.TakeDue(now);
    }

    /// <summary>Takes a call that has waited long enough, withdrawn by this; null where there is none.</summary>
    public PendingCall? WithdrawExpired(long now)
    {
        lock (_gate)
        {
            if (_expiries?.WithdrawDue(now) is not { } call)
                return null;
            _queue.Forget(call);
            Volatile.Write(ref _count, _queue.Count);
            return call;
        }
    }

    /// <summary>Lets no further call wait.</summary>
    public void Stop()
    {
        lock (_gate)
            _stopped = true;
    }

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        lock (_gate)
        {
            List<PendingCall> all = [.. _queue.WithdrawAll(), .. _retries?.WithdrawAll() ?? []];
            Volatile.Write(ref _count, 0);
            return all;
        }
    }

    /// <summary>Takes all calls for one worker alone, withdrawn by this.</summary>
    public List<PendingCall> WithdrawPinned(int workerId)
    {
        lock (_gate)
        {
            List<PendingCall> pinned = _queue.WithdrawPinned(workerId);
            Volatile.Write(ref _count, _queue.Count);
            return pinned;
        }
    }

    /// <summary>Whether a call waits for one worker alone.</summary>
    public bool HasPinned(int workerId)
    {
        lock (_gate)
            return _queue.HasPinned(workerId);
    }
}
