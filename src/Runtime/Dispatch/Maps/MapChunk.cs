using System.Diagnostics;
using ParallelGen.Supervision;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Dispatch.Maps;

/// <summary>Some consecutive items of a map, on their way to a worker and back.</summary>
internal sealed class MapChunk<TFixed, TItem, TResult>(ChunkFlow<TFixed, TItem, TResult> flow, FrameKind kind, ItemBatch<TItem> items, Memory<TResult> results)
    : PendingCall(flow.Map.Method, kind)
{
    private List<(int Index, RemoteError Error)>? _errors;
    private int? _interruptedAt;

    public override bool IsCancellable => true;

    public override CancellationToken CancellationToken => flow.CancellationToken;

    public override bool MayWaitInWorker => true;

    public override long? ExpectedNanoseconds => flow.ExpectedNanoseconds(Count);

    public ItemBatch<TItem> Items { get; } = items;

    /// <summary>Room for a result of each item.</summary>
    public Memory<TResult> Results { get; } = results;

    /// <summary>How many items, from the first, have a result or a failure.</summary>
    public int Completed { get; private set; }

    /// <summary>How many items, after those, were lost with an attempt that was not their last.</summary>
    public int Lost { get; private set; }

    /// <summary>The item, by its place in the chunk, whose result could not be decoded, which ended the decoding; null if none is known.</summary>
    public int? UnreadableResult { get; private set; }

    /// <summary>Whether an item ended because the map was cancelled.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>The items that failed, by their place in the chunk.</summary>
    public List<(int Index, Exception Exception)>? Failures { get; private set; }

    /// <summary>The exception of an item; null if it has none.</summary>
    public Exception? FailureOf(int index)
    {
        if (Failures is not null)
        {
            foreach ((int failed, Exception exception) in Failures)
            {
                if (failed == index)
                    return exception;
            }
        }
        return null;
    }

    /// <summary>From the claim to the result, in <see cref="Stopwatch"/> ticks.</summary>
    public long ElapsedTicks { get; private set; }

    public override BlockUses? FlowBlocks => flow.FixedBlocks;

    protected override SlabPool? Slabs => flow.Slabs;

    public override string? DescribeArguments(int? item) => item is { } index ? flow.Describe(Items.Span[index - FirstItem]) : null;

    public override void Write(ref WireWriter writer)
    {
        EndBlocks(); // of a worker that never began it
        Context?.Write(ref writer);
        writer.WriteEncoded(flow.FixedArguments);
        long start = writer.Length;
        if (Count > 1)
            writer.Limit = Math.Min(writer.Limit, start + ChunkLimits.MostBytes);
        flow.Map.WriteItems(ref writer, Items.Span);
        flow.OnEncoded(Count, writer.Length - start + (Blocks?.StagedBytes ?? 0));
    }

    protected override void OnWithdrawn() => flow.OnWithdrawn(this);

    // The items are still there, to be encoded again.
    public override bool TryRestore(PayloadBuffer? payload)
    {
        payload?.Dispose();
        _interruptedAt = null;
        BeginAgain();
        return true;
    }

    public override void ReadResult(ref WireReader reader, long claimedAt)
    {
        var results = new ChunkResults<TResult>(Results.Span);
        try
        {
            flow.Map.ReadResults(ref reader, ref results);
            Completed = results.Completed;
        }
        catch
        {
            // The last item that was begun to be read is not whole; a worker that dies while it sends has sent those before it.
            if (results.Completed > 0)
                UnreadableResult = Completed = results.Completed - 1;
            throw;
        }
        finally
        {
            KeepErrors(results.Failures);
        }
        ElapsedTicks = Stopwatch.GetTimestamp() - claimedAt;
    }

    public override void ReadRemains(scoped ref ItemRemains remains)
    {
        _interruptedAt = remains.Index;
        if (!remains.HasResults)
            return;
        var results = new ChunkResults<TResult>(Results.Span, remains.Index, remains.HasEnd);
        try
        {
            flow.Map.ReadResults(ref remains.Results, ref results);
            Completed = results.Completed;
        }
        catch (Exception)
        {
            // A worker that wrote wild memory before it died; or a constructor of the user's threw. What was read before that counts.
            Completed = Math.Max(0, results.Completed - 1);
        }
        KeepErrors(results.Failures);
    }

    public override void Succeed()
    {
        if (Lanes is null)
            Succeed(null);
        else
            Lanes.Finish(() => Succeed(CallerFailure.Of(Lanes, null)));
    }

    public override void Fail(CallFailure failure)
    {
        if (Lanes is null)
            End(failure);
        else
            Lanes.Finish(() => End(CallerFailure.Of(Lanes, failure)!));
    }

    private void Succeed(CallFailure? ofCaller)
    {
        Times?.End(ofCaller?.Outcome);
        AddErrors();
        flow.OnDone(this, ofCaller);
    }

    private void End(CallFailure failure)
    {
        Times?.End(failure.Outcome);
        bool triesAgain = !flow.IsStopped && ShouldTryAgain(failure);
        int? interruptedAt = _interruptedAt ?? (triesAgain ? Count : null);
        if (interruptedAt is not { } item || failure.IsCancellation)
        {
            flow.OnDone(this, failure);
            return;
        }
        // The item that ran is lost, and those before it whose results are; what had not begun goes on its own way.
        AddErrors();
        int end = Math.Min(item + 1, Count);
        if (triesAgain)
        {
            Lost = end - Completed;
        }
        else
        {
            int lost = Completed;
            Completed = end;
            for (; lost < end; lost++)
                AddFailure(lost, failure);
        }
        flow.OnDone(this, null);
    }

    // Where the arguments were broken off the worker could not read the next item, which by that did not begin.
    private void KeepErrors(List<(int Index, RemoteError Error)>? errors)
    {
        if (SendFailure is not null && errors is [.., var (last, error)] && last == Completed - 1 && error.Origin is RemoteErrorOrigin.Arguments)
        {
            errors.RemoveAt(errors.Count - 1);
            Completed--;
        }
        _errors = errors;
    }

    private void AddErrors()
    {
        foreach ((int index, RemoteError error) in _errors ?? [])
        {
            if (error.Origin is RemoteErrorOrigin.Arguments && SendFailure is null && RefersToBlocks)
                Worker?.Calls.Blocks.TellAgain(this);
            // An item that ended by its token ended for the reason for which the token was cancelled.
            bool isAsked = error.Origin is RemoteErrorOrigin.Cancelled && StopReason is not null;
            WasCancelled |= isAsked && StopReason!.IsCancellation;
            AddFailure(index, isAsked ? StopReason! : OfItem(new RemoteFailure(error, Worker?.Name ?? new(PoolWorker.Current.Id, Environment.ProcessId))));
        }
        _errors = null;
    }

    private CallFailure OfItem(RemoteFailure failure) => Lanes is null ? failure : CallerFailure.Of(Lanes, failure)!;

    /// <summary>Fails all items that have no result, or all where it can't be told which have, each with an exception of its own.</summary>
    public void FailRest(CallFailure failure)
    {
        if (UnreadableResult is null)
        {
            Completed = 0;
            _errors = null;
        }
        AddErrors();
        for (; Completed < Count; Completed++)
            AddFailure(Completed, failure);
    }

    private void AddFailure(int index, CallFailure failure) =>
        (Failures ??= []).Add((index, failure.ToException(this, FirstItem + index)));
}
