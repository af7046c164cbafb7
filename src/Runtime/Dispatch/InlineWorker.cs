using System.Runtime.CompilerServices;
using ParallelGen.Lanes;
using ParallelGen.Platform;
using ParallelGen.Supervision;
using ParallelGen.Transport.InProcess;
using ParallelGen.Worker;

namespace ParallelGen.Dispatch;

/// <summary>
/// Runs a call on the thread that makes it, because that thread belongs to a worker already: a pool in a worker starts nothing, and can
/// not wait for itself. Arguments and results are encoded and decoded as ever. A call with lanes runs beside that thread, which may be who
/// reads its items.
/// </summary>
internal static class InlineWorker
{
    /// <param name="call">The call.</param>
    /// <param name="initialization">What comes before the first.</param>
    /// <param name="options">The options of its pool.</param>
    /// <param name="stopping">Set when its pool ends.</param>
    public static void Run(PendingCall call, WorkerInitialization initialization, ProcessPoolOptions options, CancellationToken stopping)
    {
        if (!call.TryWithdraw())
            return; // withdrawn for itself: no worker has it
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            call.Fail(new LocalFailure(new NestedPoolException(
                "called too deep within a worker: a pool there runs its calls on the thread that makes them, and that has no stack left. End the recursion, or call the method itself.")));
            return;
        }
        try
        {
            initialization.RunInline(initializer => Initialize(initializer, options));
        }
        catch (WorkerStartException exception)
        {
            call.Fail(new LocalFailure(exception));
            return;
        }
        if (call.Lanes is { } lanes)
            RunBeside(call, lanes, options, stopping);
        else
            Settle(call, Invoke(call, options, stopping));
    }

    private static CallFailure? Invoke(PendingCall call, ProcessPoolOptions options, CancellationToken stopping)
    {
        (InProcessConnection here, InProcessConnection there) = CreatePair(options);
        using (here)
        using (there)
            return RequestExchange.Send(call, new LoadedTables(), null, here, out _) ?? Serve(call, here, there, Context(), stopping);
    }

    private static void Initialize(InitializerCall initializer, ProcessPoolOptions options)
    {
        (InProcessConnection here, InProcessConnection there) = CreatePair(options);
        using (here)
        using (there)
        {
            initializer.Send(here, new LoadedTables());
            here.CloseOutgoing();
            new WorkerLoop(there, Context()).Run();
            initializer.Receive(here, Environment.ProcessId);
        }
    }

    private static WorkerContext Context() => new(PoolWorker.Current.Id, PoolWorker.Current.Generation);

    private static (InProcessConnection Here, InProcessConnection There) CreatePair(ProcessPoolOptions options)
    {
        (InProcessConnection here, InProcessConnection there) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        here.MaxDepth = there.MaxDepth = options.MaxNestingDepth;
        return (here, there);
    }

    private static void RunBeside(PendingCall call, CallLanes lanes, ProcessPoolOptions options, CancellationToken stopping)
    {
        WorkerContext context = Context();
        (InProcessConnection here, InProcessConnection there) = CreatePair(options);
        (InProcessConnection controlHere, InProcessConnection controlThere) = CreatePair(options);
        context.Link = new ControlLink(controlThere, options.MaxPayloadBytes);
        var reader = new LaneReader(controlHere, new ControlLink(controlHere, options.MaxPayloadBytes),
            static exception => throw new InvalidOperationException("A call beside its caller's thread broke the protocol.", exception));
        try
        {
            reader.Open(call.CallId, lanes);
            // Encoded before the caller goes on.
            CallFailure? failure = RequestExchange.Send(call, new LoadedTables(), null, here, out _);
            if (failure is not null)
                reader.Withdraw(call.CallId);
            // In the context of the caller, whose worker they are.
            Thread control = OwnThread.Start("nested control", () => ControlListener.Listen(controlThere, context, static () => { }), inContext: true);
            OwnThread.Start("nested worker", () =>
            {
                using (here)
                using (there)
                    failure ??= Serve(call, here, there, context, stopping);
                Settle(call, failure);
                lanes.WaitForEnd();
                controlHere.Close();
                reader.Join();
                control.Join(); // it may be at a frame of it
                controlThere.Dispose();
                controlHere.Dispose();
            }, inContext: true);
        }
        catch (NoThreadException exception)
        {
            reader.Withdraw(call.CallId);
            controlHere.Close(); // whichever has started ends
            reader.Join();
            call.Fail(new LocalFailure(exception));
        }
    }

    private static CallFailure? Serve(PendingCall call, InProcessConnection here, InProcessConnection there, WorkerContext context, CancellationToken stopping)
    {
        here.CloseOutgoing();
        using (new InlineStop(call, context, stopping))
            new WorkerLoop(there, context).Run();
        while (here.Receive(out FrameHeader header))
        {
            if (header.Kind is not FrameKind.Claimed)
                return RequestExchange.ReadAnswer(call, header, here, new WorkerName(context.Id, Environment.ProcessId));
            here.ReleasePayload();
        }
        throw new InvalidOperationException("A worker's loop ended without an answer.");
    }

    private static void Settle(PendingCall call, CallFailure? failure)
    {
        if (failure is null)
            call.Succeed();
        else
            call.Fail(failure.IsCancellation ? call.StopReason ?? failure : failure);
    }
}
