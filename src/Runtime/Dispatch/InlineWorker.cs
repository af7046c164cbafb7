using ParallelGen.Supervision;
using ParallelGen.Transport.InProcess;
using ParallelGen.Worker;

namespace ParallelGen.Dispatch;

/// <summary>
/// Runs a call on the thread that makes it, because that thread belongs to a worker already: a pool in a worker starts nothing, and can
/// not wait for itself. Arguments and results are encoded and decoded as ever.
/// </summary>
internal static class InlineWorker
{
    public static void Run(PendingCall call, WorkerInitialization initialization, ProcessPoolOptions options)
    {
        if (!call.TryWithdraw())
            return; // withdrawn for itself: no worker has it
        CallFailure? failure;
        try
        {
            initialization.RunInline(initializer => Initialize(initializer, options));
            failure = Invoke(call, options);
        }
        catch (WorkerStartException exception)
        {
            failure = new LocalFailure(exception);
        }
        if (failure is null)
            call.Succeed();
        else
            call.Fail(failure);
    }

    private static CallFailure? Invoke(PendingCall call, ProcessPoolOptions options)
    {
        CallFailure? failure = null;
        Exchange(
            options,
            here => (failure = RequestExchange.Send(call, new LoadedTables(), here, out _)) is null,
            here => failure = ReadAnswer(call, here));
        return failure;
    }

    private static void Initialize(InitializerCall initializer, ProcessPoolOptions options) => Exchange(
        options,
        here =>
        {
            initializer.Send(here, new LoadedTables());
            return true;
        },
        here => initializer.Receive(here, Environment.ProcessId));

    private static void Exchange(ProcessPoolOptions options, Func<Connection, bool> trySend, Action<InProcessConnection> receive)
    {
        PoolWorker worker = PoolWorker.Current;
        (InProcessConnection here, InProcessConnection there) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        using (here)
        using (there)
        {
            here.MaxDepth = there.MaxDepth = options.MaxNestingDepth;
            if (!trySend(here))
                return;
            here.CloseOutgoing();
            new WorkerLoop(there, new WorkerContext(worker.Id, worker.Generation)).Run();
            receive(here);
        }
    }

    private static CallFailure? ReadAnswer(PendingCall call, InProcessConnection connection)
    {
        while (connection.Receive(out FrameHeader header))
        {
            if (header.Kind is not FrameKind.Claimed)
                return RequestExchange.ReadAnswer(call, header, connection, new WorkerName(PoolWorker.Current.Id, Environment.ProcessId));
            connection.ReleasePayload();
        }
        throw new InvalidOperationException("A worker's loop ended without an answer.");
    }
}
