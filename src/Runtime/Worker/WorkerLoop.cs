using ParallelGen.Platform;

namespace ParallelGen.Worker;

/// <summary>The worker's main loop: one request at a time, on the thread that runs it.</summary>
internal sealed class WorkerLoop(Connection connection, WorkerContext worker)
{
    // The parent is woken for so many answers of trivial calls together, or when this side has looked for the next request in vain: by then a
    // caller has mostly taken the answer, and need not be woken. If the next request takes long, the parent looks for itself: it knows that it
    // awaits two answers, and waits for none longer than a millisecond without looking.
    private const int MostUnflushed = 32;

    private readonly WorkerCall _call = new(connection, worker);
    private readonly LoadedMethods _methods = new();
    private InitializerRunner? _initializers;
    private int _unflushed;

    private InitializerRunner Initializers => _initializers ??= new(_call, worker);

    /// <summary>Serves requests until the parent retires the worker, or closes the connection.</summary>
    /// <returns>Whether the worker retires: it is to <see cref="CleanUp"/>.</returns>
    /// <exception cref="ProtocolException">The parent sent what the protocol does not allow.</exception>
    /// <exception cref="ConnectionLostException">The parent is gone in the middle of a frame.</exception>
    public bool Run()
    {
        while (connection.Receive(out FrameHeader header))
        {
            switch (header.Kind)
            {
                case FrameKind.LoadAssembly:
                    Failpoint.Hit("worker.load");
                    WireReader reader = connection.OpenPayload();
                    _methods.Load(header.Method >> 16, AssemblyFingerprint.Read(ref reader));
                    connection.ReleasePayload();
                    break;
                case FrameKind.Initialize:
                    Initialize(header);
                    break;
                case FrameKind.Call:
                case FrameKind.Chunk:
                case FrameKind.TupleChunk:
                    Serve(header);
                    break;
                case FrameKind.Appoint:
                    Failpoint.Hit("worker.appointed");
                    worker.Appoint(header.Method, header.Count);
                    connection.ReleasePayload();
                    connection.Send(new FrameHeader(FrameKind.Appointed, 0));
                    break;
                case FrameKind.Retire:
                    connection.ReleasePayload();
                    worker.Link?.Drain();
                    Failpoint.Hit("worker.retired");
                    return true;
                default:
                    throw new ProtocolException($"A worker can not serve a frame of kind {header.Kind}.");
            }
        }
        return false;
    }

    /// <summary>Runs the cleanups.</summary>
    public void CleanUp() => Cleanups.Run(_call);

    private void Initialize(in FrameHeader header)
    {
        Failpoint.Hit("worker.initialize");
        RemoteError? error;
        if (_methods.TryGetTable(header.Method, out MethodTable? table, out string? problem))
        {
            WireReader arguments = connection.OpenPayload();
            arguments.LimitDepth(connection.MaxDepth);
            error = Initializers.Run(header.CallId, table.Initializers[header.Method & 0xFFFF], ref arguments);
        }
        else
        {
            error = RemoteError.Of(new ProcessPoolException(problem), RemoteErrorOrigin.Load);
        }
        connection.ReleasePayload();
        if (error is null)
            connection.Send(new FrameHeader(FrameKind.Result, header.CallId));
        else
            Fail(header, error);
        connection.Flush();
    }

    private void Serve(in FrameHeader header)
    {
        Failpoint.Hit("worker.received");
        if (!connection.TryClaim(header))
        {
            connection.ReleasePayload();
            return;
        }
        Failpoint.Hit("worker.claimed");
        worker.Count();
        RemoteError? error = _methods.TryGet(header.Method, out PoolMethod? method) ? Invoke(header, method) : InvokeFirst(header);
        Failpoint.Hit("worker.ran");
        if ((header.Flags & FrameFlags.Lanes) != 0)
            worker.EndLanes(header.CallId);
        // Before the answer: the parent may then take back the memory of the request.
        connection.ReleasePayload();
        if (error is not null)
            Fail(header, error);
        if (error is null && _call.IsTrivial && ++_unflushed < MostUnflushed)
            return;
        _unflushed = 0;
        Failpoint.Hit("worker.answered");
        connection.Flush();
        Failpoint.Hit("worker.flushed");
    }

    private void Fail(in FrameHeader header, RemoteError error)
    {
        try
        {
            SendFailure(header, error);
        }
        catch (PayloadTooLargeException)
        {
            connection.AbandonFrame();
            SendFailure(header, error.Shorten());
        }
    }

    private void SendFailure(in FrameHeader header, RemoteError error)
    {
        WireWriter writer = connection.BeginFrame(new FrameHeader(FrameKind.Failure, header.CallId) { Slot = header.Slot });
        error.Write(ref writer);
        connection.EndFrame(ref writer);
    }

    // The first call of an assembly, or one that can't be.
    private RemoteError? InvokeFirst(in FrameHeader header)
    {
        if (!_methods.TryGetTable(header.Method, out MethodTable? table, out string? problem))
            return RemoteError.Of(new ProcessPoolException(problem), RemoteErrorOrigin.Load);
        if (Initializers.RunRest(header.CallId, table) is { } error)
            return error;
        _methods.Open(header.Method);
        return _methods.TryGet(header.Method, out PoolMethod? method)
            ? Invoke(header, method)
            : RemoteError.Of(new ProcessPoolException($"The assembly has no marked method number {header.Method & 0xFFFF}."), RemoteErrorOrigin.Load);
    }

    // Gives the error that is still to be sent.
    private RemoteError? Invoke(in FrameHeader header, PoolMethod method)
    {
        _call.Begin(header, method);
        CallScope scope = CallScope.Enter();
        try
        {
            WireReader arguments = connection.OpenPayload();
            arguments.LimitDepth(connection.MaxDepth);
            if ((header.Flags & FrameFlags.Context) != 0)
                scope = CallScope.Enter(CallContext.Read(ref arguments), method.Name);
            switch (header.Kind)
            {
                case FrameKind.Call:
                    method.Invoke(ref arguments, _call);
                    break;
                case FrameKind.Chunk:
                    method.Map!.InvokeChunk(ref arguments, _call);
                    break;
                default:
                    method.TupleMap!.InvokeChunk(ref arguments, _call);
                    break;
            }
            return null;
        }
        catch (ConnectionLostException)
        {
            throw;
        }
        catch (Exception exception) when (!_call.ResultIsSent)
        {
            if (_call.ResultIsOpen)
                connection.AbandonFrame();
            return _call.ErrorOf(exception);
        }
        finally
        {
            _call.EndViews();
            scope.Leave();
            worker.End();
        }
    }
}
