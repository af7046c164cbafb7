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
    public static void Run(PendingCall call, ProcessPoolOptions options)
    {
        if (!call.TryWithdraw())
            return; // withdrawn for itself: no worker has it
        PoolWorker worker = PoolWorker.Current;
        (InProcessConnection here, InProcessConnection there) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        using (here)
        using (there)
        {
            here.MaxDepth = there.MaxDepth = options.MaxNestingDepth;
            CallFailure? failure = RequestExchange.Send(call, new LoadedTables(), null, here, out _);
            if (failure is null)
            {
                here.CloseOutgoing();
                new WorkerLoop(there, new WorkerContext(worker.Id, worker.Generation)).Run();
                failure = ReadAnswer(call, here);
            }
            if (failure is null)
                call.Succeed();
            else
                call.Fail(failure);
        }
    }

    private static CallFailure? ReadAnswer(PendingCall call, InProcessConnection connection)
    {
        while (connection.Receive(out FrameHeader header))
        {
            if (header.Kind is not FrameKind.Claimed)
                return RequestExchange.ReadAnswer(call, header, connection, Environment.ProcessId);
            connection.ReleasePayload();
        }
        throw new InvalidOperationException("A worker's loop ended without an answer.");
    }
}
