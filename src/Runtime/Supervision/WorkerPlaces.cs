namespace ParallelGen.Supervision;

/// <summary>
/// The places of a pool's workers: who holds each, who is to succeed its holder, and who has left a place and is still there. The successor of a
/// holder that serves becomes ready before that leaves, so that recycling never costs a place its worker. Not thread-safe.
/// </summary>
/// <param name="count">How many places there are.</param>
internal sealed class WorkerPlaces<TWorker>(int count)
    where TWorker : class
{
    private readonly TWorker?[] _holders = new TWorker?[count];
    private readonly TWorker?[] _successors = new TWorker?[count];
    private readonly bool[] _areReady = new bool[count]; // the holders
    private readonly bool[] _areOwed = new bool[count]; // the last that was ready has ended, though nobody sent it away, and none was ready since
    private readonly int[] _generations = new int[count];
    private readonly List<TWorker> _leaving = [];

    public int Count => count;

    /// <summary>How many places have a holder.</summary>
    public int Held { get; private set; }

    /// <summary>How many holders are ready.</summary>
    public int Ready { get; private set; }

    /// <summary>All workers that are there: holders, successors, and those that leave.</summary>
    public List<TWorker> All
    {
        get
        {
            List<TWorker> all = [.. _leaving];
            for (int id = 0; id < count; id++)
            {
                if (_holders[id] is { } holder)
                    all.Add(holder);
                if (_successors[id] is { } successor)
                    all.Add(successor);
            }
            return all;
        }
    }

    /// <summary>The holder of a place, if it is ready.</summary>
    public TWorker? ReadyHolder(int id) => _areReady[id] ? _holders[id] : null;

    public bool IsVacant(int id) => _holders[id] is null;

    /// <summary>Whether a successor may be named: this worker holds the place and is ready, and none is named yet.</summary>
    public bool CanSucceed(int id, TWorker holder) => ReadyHolder(id) == holder && _successors[id] is null;

    /// <summary>The number of the next worker in a place.</summary>
    public int NextGeneration(int id) => _generations[id]++;

    /// <summary>Gives a worker that starts a vacant place.</summary>
    public void Take(int id, TWorker worker)
    {
        _holders[id] = worker;
        Held++;
    }

    /// <summary>Names a worker that starts as successor of a holder.</summary>
    public void Succeed(int id, TWorker successor) => _successors[id] = successor;

    /// <summary>A worker has become ready: the holder, or its successor, who takes the place.</summary>
    /// <param name="id">The place.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="replaces">Whether it stands in for one that was ready: that crashed, was killed or is worn. Of each of those, one does.</param>
    /// <returns>Who leaves for it; null where nobody does.</returns>
    public TWorker? OnReady(int id, TWorker worker, out bool replaces)
    {
        TWorker? before = null;
        if (_successors[id] == worker)
        {
            before = _holders[id]!;
            _leaving.Add(before);
            _holders[id] = worker;
            _successors[id] = null;
        }
        if (_holders[id] == worker && !_areReady[id])
        {
            _areReady[id] = true;
            Ready++;
        }
        replaces = before is not null || _areOwed[id];
        _areOwed[id] = false;
        return before;
    }

    /// <summary>The ready holder of a place leaves it vacant. False where it has a successor.</summary>
    public bool TryVacate(int id, TWorker holder)
    {
        if (!CanSucceed(id, holder))
            return false;
        _leaving.Add(holder);
        Vacate(id);
        return true;
    }

    /// <summary>A worker is gone.</summary>
    public Departure Remove(int id, TWorker worker)
    {
        if (_leaving.Remove(worker))
            return Departure.Expected;
        if (_successors[id] == worker)
        {
            _successors[id] = null;
            return Departure.OfSuccessor;
        }
        TWorker? successor = _successors[id];
        _areOwed[id] |= _areReady[id];
        Vacate(id);
        if (successor is null)
            return Departure.OfHolder;
        _successors[id] = null;
        Take(id, successor);
        return Departure.Expected;
    }

    private void Vacate(int id)
    {
        _holders[id] = null;
        Held--;
        if (_areReady[id])
            Ready--;
        _areReady[id] = false;
    }
}
