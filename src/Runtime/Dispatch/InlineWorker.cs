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
        PoolWorker worker = PoolWorker.Current;
        (InProcessConnection here, InProcessConnection there) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        using (here)
        using (there)
        {
            if (!call.TryBegin() || !TrySend(call, here))
                return;
            here.CloseOutgoing();
            new WorkerLoop(there, new WorkerContext(worker.Id, worker.Generation)).Run();
            there.CloseOutgoing();
            Finish(call, here);
        }
    }

    private static bool TrySend(PendingCall call, InProcessConnection connection)
    {
        try
        {
            int method = new LoadedTables().Prepare(call.Method, connection);
            WireWriter writer = connection.BeginFrame(new FrameHeader(call.Kind, call.CallId)
            {
                Flags = call.Flags, Method = method, Count = call.Count, FirstItem = call.FirstItem,
            });
            call.Write(ref writer);
            connection.EndFrame(ref writer);
            return true;
        }
        catch (Exception exception)
        {
            call.Fail(new LocalFailure(exception));
            return false;
        }
    }

    private static void Finish(PendingCall call, InProcessConnection connection)
    {
        while (connection.Receive(out FrameHeader header))
        {
            WireReader reader = connection.OpenPayload();
            switch (header.Kind)
            {
                case FrameKind.Claimed:
                    call.Claim();
                    break;
                case FrameKind.Failure:
                    call.Fail(new RemoteFailure(RemoteError.Read(ref reader), Environment.ProcessId));
                    break;
                default:
                    Exception? problem = null;
                    try
                    {
                        call.ReadResult(ref reader);
                    }
                    catch (Exception exception)
                    {
                        problem = exception;
                    }
                    if (problem is null)
                        call.Succeed();
                    else
                        call.Fail(new LocalFailure(problem));
                    break;
            }
            connection.ReleasePayload();
        }
    }
}
