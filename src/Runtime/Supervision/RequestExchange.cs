using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>How a request goes to a worker and its answer comes back, over any connection. Keeps no state.</summary>
internal static class RequestExchange
{
    /// <summary>Encodes the request and sends it, after what the worker must know of its assembly.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tables">What the worker knows.</param>
    /// <param name="calls">The connection.</param>
    /// <param name="isSeen">Whether the worker sees something of a request that could not be encoded.</param>
    /// <returns>Why it could not be encoded; else null.</returns>
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    public static CallFailure? Send(WorkerRequest request, LoadedTables tables, Connection calls, out bool isSeen)
    {
        isSeen = false;
        try
        {
            FrameFlags timed = request.TimeoutMilliseconds > 0 || request.Kind is not FrameKind.Call ? FrameFlags.Timed : FrameFlags.None;
            if (request.TimeoutMilliseconds > 0 && request.Kind is not FrameKind.Call)
                timed |= FrameFlags.ItemsTimed;
            Failpoint.Hit("parent.begins");
            WireWriter writer = calls.BeginFrame(new FrameHeader(request.Kind, request.CallId)
            {
                Slot = (ushort)request.Slot,
                Flags = request.Flags | timed,
                Method = tables.Prepare(request.Method, calls),
                Count = request.Count,
                FirstItem = request.FirstItem,
            });
            request.Write(ref writer);
            Failpoint.Hit("parent.wrote");
            request.IsSent = true; // before the worker can answer it
            calls.EndFrame(ref writer);
            Failpoint.Hit("parent.sent");
            return null;
        }
        catch (Exception exception) when (exception is not ConnectionLostException)
        {
            // Also what the getters of the user's own types throw.
            request.IsSent = false;
            isSeen = !calls.AbandonFrame();
            return new LocalFailure(exception);
        }
    }

    /// <summary>Decodes the answer that was received: the result, which the request keeps, or the failure.</summary>
    /// <returns>Why there is no result; null where there is one.</returns>
    /// <exception cref="ConnectionLostException">The worker is gone in the middle of it.</exception>
    /// <exception cref="FrameAbandonedException">The worker could not write it to its end: another answer follows.</exception>
    /// <exception cref="ProtocolException">It is no answer.</exception>
    public static CallFailure? ReadAnswer(WorkerRequest request, in FrameHeader header, Connection calls, int processId)
    {
        CallFailure? failure = header.Kind switch
        {
            FrameKind.Result => ReadResult(request, calls),
            FrameKind.Failure => ReadFailure(calls, processId),
            _ => throw new ProtocolException($"A worker must not send a frame of kind {header.Kind}."),
        };
        calls.ReleasePayload();
        return failure;
    }

    private static LocalFailure? ReadResult(WorkerRequest request, Connection calls)
    {
        try
        {
            WireReader reader = calls.OpenPayload();
            request.ReadResult(ref reader, calls.ClaimedAt(request.Slot, request.CallId));
            if (!reader.End)
                throw new CallSerializationException($"{reader.Remaining} bytes are left behind the result: caller and worker disagree about its type.");
            return null;
        }
        catch (Exception exception) when (exception is not (ConnectionLostException or FrameAbandonedException or ProtocolException))
        {
            // Also what the user's own constructors and setters throw.
            return new LocalFailure(exception);
        }
    }

    private static RemoteFailure ReadFailure(Connection calls, int processId)
    {
        WireReader reader = calls.OpenPayload();
        return new RemoteFailure(RemoteError.Read(ref reader), processId);
    }
}
