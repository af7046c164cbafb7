namespace ParallelGen.Supervision;

/// <summary>
/// Who works in a pool, who is started, and who leaves: all decisions of supervision, as one machine without threads, clocks or processes. What
/// happens comes in as a call; what is to be done goes out to the maker of workers, or is the result. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>While the pool is used: at least the least number of places is held, and whoever ends is replaced at once, by a spare if one is ready.</para>
/// <para>A worker that is worn leaves when its successor is ready, never before; a successor that can't be started costs nobody anything.</para>
/// <para>Starts in vain are limited by <see cref="RestartPolicy"/>; when the pool gives up, the next use begins anew.</para>
/// </remarks>
/// <param name="options">How many workers there are, and how they are started.</param>
/// <param name="maker">Makes them.</param>
internal sealed class Staff<TWorker>(ProcessPoolOptions options, IWorkerMaker<TWorker> maker)
    where TWorker : class
{
    /// <summary>The number of a worker that has no place yet.</summary>
    public const int SpareId = -1;

    private static readonly TimeSpan s_pauseOfSuccessor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pauseBesideOthers = TimeSpan.FromSeconds(1);

    private readonly WorkerPlaces<TWorker> _places = new(options.WorkerCount);
    private readonly int _least = options.MinWorkerCount ?? options.WorkerCount;
    private readonly RestartPolicy _restarts = new(options.MaxFailedStarts, options.StartTimeout);
    private readonly RestartPolicy _successorRestarts = new(options.MaxFailedStarts, options.StartTimeout);
    private readonly RestartPolicy _spareRestarts = new(options.MaxFailedStarts, options.StartTimeout);
    private readonly List<TWorker> _spares = []; // those that are ready
    private int _spareCount;                     // with those that start
    private bool _isUsed;
    private TimeSpan _pauseOfNextUse;

    /// <summary>Whether nothing is started any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether the number of workers changes with what waits.</summary>
    public bool IsElastic => _least < _places.Count;

    /// <summary>Whether all places have a worker that is ready.</summary>
    public bool IsComplete => _places.Ready == _places.Count;

    /// <summary>Whether a worker more is ready than must be.</summary>
    public bool HasExtra => _places.Ready > _least;

    /// <summary>The workers that have, had, or are to have a place.</summary>
    public IReadOnlyList<TWorker> Workers => _places.All;

    /// <summary>The spares that are ready.</summary>
    public IReadOnlyList<TWorker> Spares => _spares;

    /// <summary>The pool is used: starts the workers that are always there. False where that was done before, or the pool has stopped.</summary>
    public bool TryUse()
    {
        if (_isUsed || IsStopped)
            return false;
        _isUsed = true;
        _restarts.Reset();
        Fill(_least, _pauseOfNextUse);
        return true;
    }

    /// <summary>Starts all workers that are not there.</summary>
    public void Complete() => Fill(_places.Count, TimeSpan.Zero);

    /// <summary>So many calls wait: starts a worker for each, as far as there are places.</summary>
    public void Grow(int waiting)
    {
        if (_isUsed && IsElastic)
            Fill((int)Math.Min((long)_places.Ready + waiting, _places.Count), TimeSpan.Zero);
    }

    /// <summary>A worker is ready.</summary>
    /// <param name="id">Its place.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="replaces">Whether it stands in for one that crashed, was killed or is worn.</param>
    /// <returns>Who leaves for it; null where nobody does.</returns>
    public TWorker? OnReady(int id, TWorker worker, out bool replaces)
    {
        _restarts.Reset();
        TWorker? before = _places.OnReady(id, worker, out replaces);
        if (before is not null)
            _successorRestarts.Reset();
        // Only now: a spare must not hold up a worker that calls wait for.
        if (_places.Ready == _places.Held)
            StartSpares(TimeSpan.Zero);
        return before;
    }

    /// <summary>A spare is ready to take a worker's place. False where the pool has stopped: it is to end.</summary>
    public bool OnSpareReady(TWorker spare)
    {
        _spareRestarts.Reset();
        _spares.Add(spare);
        return !IsStopped;
    }

    /// <summary>A worker has done as much as it is to do: its successor is started.</summary>
    public void OnWorn(int id, TWorker worker)
    {
        if (!IsStopped && _places.CanSucceed(id, worker))
            _places.Succeed(id, Make(id, TimeSpan.Zero));
    }

    /// <summary>Takes the places, the last first, of workers that have idled long enough, as long as enough are left. They are to leave.</summary>
    public List<TWorker> DismissIdle(Func<TWorker, bool> hasIdled)
    {
        List<TWorker> leaving = [];
        for (int id = _places.Count - 1; id >= 0 && HasExtra; id--)
        {
            if (_places.ReadyHolder(id) is { } worker && hasIdled(worker) && _places.TryVacate(id, worker))
                leaving.Add(worker);
        }
        return leaving;
    }

    /// <summary>A worker that was ready, or a spare, is gone. True where it had, or was to have, a place.</summary>
    public bool OnEnded(int id, TWorker worker)
    {
        if (_spares.Remove(worker))
        {
            _spareCount--;
            if (_places.Ready == _places.Held)
                StartSpares(TimeSpan.Zero);
            return false;
        }
        Departure departure = _places.Remove(id, worker);
        if (IsStopped)
            return true;
        if (departure is Departure.OfHolder)
            _places.Take(id, Make(id, TimeSpan.Zero));
        else if (departure is Departure.OfSuccessor)
            _places.Succeed(id, Make(id, TimeSpan.Zero));
        return true;
    }

    /// <summary>A worker never became ready.</summary>
    /// <param name="id">The place that it was started for, or <see cref="SpareId"/>.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="now">Time on a monotonic clock.</param>
    /// <param name="wasKilled">Whether somebody killed it.</param>
    /// <param name="isFinal">Whether the next would end the same way.</param>
    public StartFailure OnStartFailed(int id, TWorker worker, TimeSpan now, bool wasKilled, bool isFinal)
    {
        if (id == SpareId)
        {
            // A pool whose spares can't be started goes on without them; the next worker that becomes ready tries again.
            _spareCount--;
            if (!isFinal && _spareRestarts.TryRetry(now, wasKilled, out TimeSpan pauseOfSpare))
                StartSpares(pauseOfSpare);
            return StartFailure.TriedAgain;
        }
        Departure departure = _places.Remove(id, worker);
        if (IsStopped || departure is Departure.Expected)
            return StartFailure.TriedAgain;
        TimeSpan pause;
        if (departure is Departure.OfSuccessor)
        {
            // Its predecessor goes on meanwhile, so that this is never given up.
            if (isFinal || !_successorRestarts.TryRetry(now, wasKilled, out pause))
                pause = s_pauseOfSuccessor;
            _places.Succeed(id, Start(id, pause));
            return StartFailure.TriedAgain;
        }
        if (!isFinal && _restarts.TryRetry(now, wasKilled, out pause))
        {
            _places.Take(id, Start(id, pause));
            return StartFailure.TriedAgain;
        }
        _isUsed = false;
        // Where others work, calls come as fast as ever; each would start a worker in vain.
        _pauseOfNextUse = _places.Held == 0 ? TimeSpan.Zero : s_pauseBesideOthers;
        return _places.Held == 0 ? StartFailure.GivenUpByAll : StartFailure.GivenUp;
    }

    /// <summary>Starts nothing from here on.</summary>
    public void Stop() => IsStopped = true;

    // Fills vacant places, from the first, until so many are held.
    private void Fill(int wanted, TimeSpan pause)
    {
        for (int id = 0; id < _places.Count && _places.Held < wanted && !IsStopped; id++)
        {
            if (_places.IsVacant(id))
                _places.Take(id, Make(id, pause));
        }
    }

    // A spare is there at once, if one is ready. Its own thread hears that it has a place, and says that it is ready.
    private TWorker Make(int id, TimeSpan pause)
    {
        if (_spares.Count == 0)
            return Start(id, pause);
        TWorker spare = _spares[^1];
        _spares.RemoveAt(_spares.Count - 1);
        _spareCount--;
        maker.Appoint(spare, id, _places.NextGeneration(id));
        return spare;
    }

    private TWorker Start(int id, TimeSpan pause) => maker.Start(id, _places.NextGeneration(id), pause);

    private void StartSpares(TimeSpan pause)
    {
        for (; _spareCount < options.SpareWorkers && !IsStopped; _spareCount++)
            maker.Start(SpareId, 0, pause);
    }
}
