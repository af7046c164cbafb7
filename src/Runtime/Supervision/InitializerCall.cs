namespace ParallelGen.Supervision;

/// <summary>One initializer on its way to a worker.</summary>
/// <param name="Initializer">The initializer.</param>
/// <param name="Arguments">Its arguments; null where it takes none.</param>
/// <param name="CallId">Its number, which no call has: negative.</param>
internal sealed record InitializerCall(PoolInitializer Initializer, PayloadBuffer? Arguments, long CallId)
{
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    public void Send(Connection calls, LoadedTables tables)
    {
        int table = tables.Prepare(Initializer.Table!, calls);
        WireWriter writer = calls.BeginFrame(new FrameHeader(FrameKind.Initialize, CallId) { Method = table | Initializer.Index });
        if (Arguments is not null)
            writer.WriteEncoded(Arguments);
        calls.EndFrame(ref writer);
    }

    /// <summary>Waits for its end. False where the worker is gone.</summary>
    /// <exception cref="ConnectionLostException">The worker is gone in the middle of its answer.</exception>
    /// <exception cref="ProtocolException">The worker sent what is no answer.</exception>
    /// <exception cref="WorkerStartException">The initializer failed.</exception>
    public bool Receive(Connection calls, int processId)
    {
        if (!calls.Receive(out FrameHeader header))
            return false;
        if (header.CallId != CallId || header.Kind is not (FrameKind.Result or FrameKind.Failure))
            throw new ProtocolException($"A worker must not answer an initializer with a frame of kind {header.Kind}.");
        RemoteError? error = null;
        if (header.Kind is FrameKind.Failure)
        {
            WireReader reader = calls.OpenPayload();
            error = RemoteError.Read(ref reader);
        }
        calls.ReleasePayload();
        if (error is not null)
            throw RemoteExceptions.Make(error, new RemoteCallInfo { Method = Initializer.Name, ProcessId = processId, RemoteType = error.Inner?.TypeName });
        return true;
    }
}
