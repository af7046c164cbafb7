namespace ParallelGen.Lanes;

/// <summary>The sending end of a lane of items.</summary>
internal sealed class LaneSender<T>(ControlLink link, long callId, int number, LaneCodec<T> codec, bool keepsLatest)
    : LaneSender(link, callId, number, keepsLatest)
{
    /// <summary>Sends an item, if there is room. What its encoding throws comes out of here, and nothing was sent.</summary>
    public LaneOutcome TrySend(T item)
    {
        LaneOutcome outcome = Look();
        if (outcome is not LaneOutcome.Sent)
            return outcome;
        // Not under the lock: code of the user's may run while it is encoded, and send in turn.
        PayloadBuffer scratch = TakeScratch();
        try
        {
            var writer = new WireWriter(scratch);
            codec.Write(ref writer, item);
            PayloadBuffer.Complete(ref writer);
            return Add(scratch);
        }
        finally
        {
            ReturnScratch(scratch);
        }
    }

    /// <summary>Sends an item, and waits for room on this thread.</summary>
    /// <returns>False where nobody reads any more.</returns>
    public bool Send(T item)
    {
        while (true)
        {
            switch (TrySend(item))
            {
                case LaneOutcome.Sent:
                    return true;
                case LaneOutcome.Closed:
                    return false;
                default:
                    RoomAsync().GetAwaiter().GetResult();
                    break;
            }
        }
    }
}
