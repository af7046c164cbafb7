using ParallelGen.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>How a request goes to a worker and its answer comes back, over any connection. Keeps no state.</summary>
internal static class RequestExchange
{
    /// <summary>Encodes the request and sends it, after what the worker must know of its assembly.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tables">What assemblies the worker knows.</param>
    /// <param name="blocks">What shared memory it knows; null where it is this process.</param>
    /// <param name="calls">The connection.</param>
    /// <param name="isSeen">Whether the worker sees something of a request that could not be encoded.</param>
    /// <param name="worker">Who gets it; null where it is this process.</param>
    /// <returns>Why it could not be encoded; else null.</returns>
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    public static CallFailure? Send(WorkerRequest request, LoadedTables tables, KnownBlocks? blocks, Connection calls, out bool isSeen, WorkerProcess? worker = null)
    {
        isSeen = false;
        try
        {
            CallTimes? times = request.Times;
            FrameFlags flags = request.TimeoutMilliseconds > 0 || request.Kind is not FrameKind.Call || times is not null ? FrameFlags.Timed : FrameFlags.None;
            if (request.TimeoutMilliseconds > 0 && request.Kind is not FrameKind.Call)
                flags |= FrameFlags.ItemsTimed;
            if (request.Context is not null)
                flags |= FrameFlags.Context;
            if (request.Lanes is { } lanes)
                flags |= lanes.KeepsLatestReport ? FrameFlags.Lanes | FrameFlags.LatestReport : FrameFlags.Lanes;
            Failpoint.Hit("parent.begins");
            WireWriter writer = calls.BeginFrame(new FrameHeader(request.Kind, request.CallId)
            {
                Slot = (ushort)request.Slot,
                Flags = request.Flags | flags,
                Method = tables.Prepare(request.Method, calls),
                Count = request.Count,
                FirstItem = request.FirstItem,
            });
            times?.BeginEncode();
            writer.User = request;
            request.Write(ref writer);
            writer.User = null;
            if (request.RefersToBlocks)
            {
                blocks?.Tell(request);
                calls.Hold(request.Blocks?.Blocks ?? []);
                calls.Hold(request.FlowBlocks?.Blocks ?? []);
            }
            times?.EndEncode();
            times?.OnSent(FrameHeader.Size + writer.Length);
            Failpoint.Hit("parent.wrote");
            // One that is to be killed runs on while its dump is written: it is seen here, or whoever kills it has revoked this request.
            if (worker is { Serves: false })
                throw new ConnectionLostException("The worker is to be killed.");
            request.IsSent = true; // before the worker can answer it
            calls.EndFrame(ref writer);
            Failpoint.Hit("parent.sent");
            return null;
        }
        catch (Exception exception) when (exception is not ConnectionLostException)
        {
            // Also what the getters of the user's own types throw.
            request.IsSent = false;
            if (request.RefersToBlocks)
                blocks?.Tell(request); // a worker that has seen the reference waits for it
            CallFailure failure = new LocalFailure(exception);
            request.SendFailure = failure; // before the worker can answer it
            isSeen = !calls.AbandonFrame();
            Failpoint.Hit("parent.abandoned");
            return failure;
        }
    }

    /// <summary>Decodes the answer that was received: the result, which the request keeps, or the failure.</summary>
    /// <returns>Why there is no result; null where there is one.</returns>
    /// <exception cref="ConnectionLostException">The worker is gone in the middle of it.</exception>
    /// <exception cref="FrameAbandonedException">The worker could not write it to its end: another answer follows.</exception>
    /// <exception cref="ProtocolException">It is no answer.</exception>
    public static CallFailure? ReadAnswer(WorkerRequest request, in FrameHeader header, Connection calls, WorkerName worker)
    {
        long read = 0;
        CallTimes? times = request.Times;
        times?.BeginDecode(calls.ClaimedAt(request.Slot, request.CallId), header.Duration);
        CallFailure? failure = header.Kind switch
        {
            FrameKind.Result => ReadResult(request, calls, worker, out read),
            FrameKind.Failure => ReadFailure(calls, worker, out read),
            _ => throw new ProtocolException($"A worker must not send a frame of kind {header.Kind}."),
        };
        calls.ReleasePayload();
        times?.EndDecode(FrameHeader.Size + read);
        // It could not read them because this side could not write them.
        return failure is RemoteFailure { Error.Origin: RemoteErrorOrigin.Arguments } ? request.SendFailure ?? failure : failure;
    }

    private static LocalFailure? ReadResult(WorkerRequest request, Connection calls, WorkerName worker, out long read)
    {
        read = 0;
        try
        {
            WireReader reader = calls.OpenPayload();
            reader.LimitDepth(calls.MaxDepth);
            request.ReadResult(ref reader, calls.ClaimedAt(request.Slot, request.CallId));
            read = reader.Consumed;
            if (!reader.End)
                throw new CallSerializationException($"{reader.Remaining} bytes are left behind the result: caller and worker disagree about its type.");
            return null;
        }
        catch (Exception exception) when (exception is not (ConnectionLostException or FrameAbandonedException or ProtocolException))
        {
            // Also what the user's own constructors and setters throw.
            return new LocalFailure(exception, worker);
        }
    }

    private static RemoteFailure ReadFailure(Connection calls, WorkerName worker, out long read)
    {
        WireReader reader = calls.OpenPayload();
        var failure = new RemoteFailure(RemoteError.Read(ref reader), worker);
        read = reader.Consumed;
        return failure;
    }
}
