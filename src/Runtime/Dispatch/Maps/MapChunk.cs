using System.Diagnostics;
using ParallelGen.Supervision;

namespace ParallelGen.Dispatch.Maps;

/// <summary>Some consecutive items of a map, on their way to a worker and back.</summary>
internal sealed class MapChunk<TFixed, TItem, TResult>(ChunkFlow<TFixed, TItem, TResult> flow, FrameKind kind, ItemBatch<TItem> items, Memory<TResult> results)
    : PendingCall(flow.Map.Method, kind)
{
    private List<(int Index, RemoteError Error)>? _errors;

    public override bool IsCancellable => true;

    public override bool MayWaitInWorker => true;

    public override long? ExpectedNanoseconds => flow.ExpectedNanoseconds(Count);

    public ItemBatch<TItem> Items { get; } = items;

    /// <summary>Room for a result of each item.</summary>
    public Memory<TResult> Results { get; } = results;

    /// <summary>How many items, from the first, have a result or a failure.</summary>
    public int Completed { get; private set; }

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

    public override void Write(ref WireWriter writer)
    {
        writer.WriteEncoded(flow.FixedArguments);
        flow.Map.WriteItems(ref writer, Items.Span);
    }

    // The items are still there, to be encoded again.
    public override bool TryRestore(PayloadBuffer? payload)
    {
        payload?.Dispose();
        BeginAgain();
        return true;
    }

    public override void ReadResult(ref WireReader reader, long claimedAt)
    {
        var results = new ChunkResults<TResult>(Results.Span);
        flow.Map.ReadResults(ref reader, ref results);
        Completed = results.Completed;
        ElapsedTicks = Stopwatch.GetTimestamp() - claimedAt;
        _errors = results.Failures;
    }

    public override void Succeed()
    {
        foreach ((int index, RemoteError error) in _errors ?? [])
        {
            // An item that ended by its token ended for the reason for which the token was cancelled.
            bool isAsked = error.Origin is RemoteErrorOrigin.Cancelled && StopReason is not null;
            WasCancelled |= isAsked && StopReason!.IsCancellation;
            AddFailure(index, isAsked ? StopReason! : new RemoteFailure(error, Worker?.ProcessId ?? Environment.ProcessId));
        }
        flow.OnDone(this, null);
    }

    public override void Fail(CallFailure failure) => flow.OnDone(this, failure);

    /// <summary>Fails all items, each with an exception of its own.</summary>
    public void FailAll(CallFailure failure)
    {
        Failures = null;
        Completed = Count;
        for (int index = 0; index < Count; index++)
            AddFailure(index, failure);
    }

    private void AddFailure(int index, CallFailure failure) =>
        (Failures ??= []).Add((index, failure.ToException(this, FirstItem + index)));
}
