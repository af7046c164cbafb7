using ParallelGen.Supervision;

namespace ParallelGen.Dispatch.Maps;

// How items come from the source, and go out in chunks.
internal abstract partial class ChunkFlow<TFixed, TItem, TResult>
{
    private int _feedRequests;

    private void Feed()
    {
        // One thread feeds; who comes meanwhile makes it look again.
        if (Interlocked.Increment(ref _feedRequests) != 1)
            return;
        if (_source.MayWait)
            ThreadPool.QueueUserWorkItem(static flow => _ = flow.FeedAsync(), this, preferLocal: false);
        else
            _ = FeedAsync();
    }

    private async Task FeedAsync()
    {
        while (true)
        {
            int requests = Volatile.Read(ref _feedRequests);
            try
            {
                while (HasRoom(out int size))
                {
                    ItemBatch<TItem> batch = await _source.TakeAsync(size).ConfigureAwait(false);
                    lock (_gate)
                        _taking = false;
                    if (batch.Count == 0)
                    {
                        lock (_gate)
                            _exhausted = true;
                        break;
                    }
                    int first = _itemsTaken;
                    _itemsTaken = checked(first + batch.Count);
                    lock (_gate)
                        _itemsHeld += batch.Count;
                    Send(batch, first, MakeRoom(first, batch.Count));
                }
            }
            catch (Exception exception)
            {
                lock (_gate)
                    _taking = false;
                // What the user's own source threw is what the map throws, unless it only heard that nobody wants its items any more.
                if (exception is OperationCanceledException && CancellationToken.IsCancellationRequested)
                    Cancel();
                else if (!IsStopped)
                    Stop(exception, int.MaxValue, cancelRunning: false);
            }
            if (await TryEndAsync().ConfigureAwait(false))
                return;
            if (Interlocked.Add(ref _feedRequests, -requests) == 0)
                return;
        }
    }

    private bool HasRoom(out int size)
    {
        lock (_gate)
        {
            // Where nothing tells which item of a chunk a dead worker was at, items that may be lost one by one travel alone.
            size = _settings.TravelAlone || (_settings.MayLoseItems && !_dispatcher.KeepsItems) ? 1 : _sizer.Next(_source.Count - _itemsTaken);
            if (_settings.MaxItemsHeld is { } held)
                size = Math.Min(size, held - _itemsHeld);
            return _taking = !_stopped && !_exhausted && size > 0
                && _outstanding.Count < (_isAlone ? 1 : _sizer.ChunksPerWorker * _dispatcher.Options.WorkerCount)
                && (_settings.MaxItemsHeld is not null || !_settings.HoldsResults || _itemsHeld < 4L * size * _dispatcher.Options.WorkerCount);
        }
    }

    private void Send(ItemBatch<TItem> items, int firstItem, Memory<TResult> results, IReadOnlyList<CallAttempt>? attempts = null)
    {
        var chunk = new MapChunk<TFixed, TItem, TResult>(this, Map == Map.Method.Map ? FrameKind.Chunk : FrameKind.TupleChunk, items, results)
        {
            Count = items.Count,
            FirstItem = firstItem,
            Flags = _settings.EveryItem ? FrameFlags.EveryItem : FrameFlags.None,
            TimeoutMilliseconds = _settings.TimeoutMilliseconds,
            Priority = _settings.Priority,
            Attempts = attempts ?? [],
            Context = _context,
            Lanes = OpenLanes(),
        };
        lock (_gate)
        {
            if (_ended || !IsWanted(firstItem))
                return;
            _outstanding.Add(chunk);
        }
        if (attempts is null)
            _dispatcher.Submit(chunk);
        else
            _dispatcher.TryAgain(chunk);
    }

    // What could not be encoded together goes in parts, down to the item that can't be encoded, or is too large, alone: it fails alone, and
    // what stands beside it does not.
    private void SendInParts(MapChunk<TFixed, TItem, TResult> chunk, int start)
    {
        if (chunk.SendFailure is LocalFailure { Cause: PayloadTooLargeException })
            _sizer.LearnBytes(chunk.Count, Math.Min(ChunkLimits.MostBytes, _dispatcher.Options.MaxPayloadBytes));
        int half = (chunk.Count - start + 1) / 2;
        while (start < chunk.Count && IsWanted(chunk.FirstItem + start))
        {
            int count = Math.Min(Math.Min(half, _sizer.LargestNow), chunk.Count - start); // the part before may have shown that the items are larger
            Send(chunk.Items.Slice(start, count), chunk.FirstItem + start, chunk.Results.Slice(start, count));
            start += count;
        }
    }

    private CallLanes? OpenLanes()
    {
        if (_lanes is null)
            return null;
        var lanes = new CallLanes(_lanes);
        Map.OpenLanes(in _fixedArguments!, lanes);
        return lanes;
    }
}
