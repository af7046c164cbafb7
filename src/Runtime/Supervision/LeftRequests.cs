using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>What becomes of the requests that a worker has when it ends: exactly those that it began fail with it.</summary>
internal static class LeftRequests
{
    /// <summary>Settles all of them, when nobody sends to the worker or reads from it any more.</summary>
    /// <param name="calls">The worker's calls.</param>
    /// <param name="exit">How it ended.</param>
    /// <param name="output">What it printed while it ran the request that it had begun, where that is kept.</param>
    /// <param name="killReason">Why it was killed, if that concerns all its requests.</param>
    /// <param name="supervisor">Hears of what was not begun.</param>
    public static void Settle(WorkerCalls calls, WorkerExit exit, string? output, CallFailure? killReason, Supervisor supervisor)
    {
        List<(WorkerRequest Request, bool IsClaimed)> left = [.. calls.TakeAll()];
        bool wasIdle = !left.Exists(static entry => entry.IsClaimed);
        foreach ((WorkerRequest request, bool isClaimed) in left)
        {
            bool hasBegun = isClaimed && !calls.ReadRemains(request);
            // What waited behind another that ran is not what killed the worker.
            if (wasIdle)
                request.ReturnCount++;
            if (hasBegun)
                request.Output = output;
            if (hasBegun || request.ReturnCount > WorkerRequest.MaxReturns || !request.TryRestore(calls.TakeUnclaimed(request)))
                request.Fail(request.StopReason ?? killReason ?? new CrashFailure(exit, calls.Worker, MayHaveRun: hasBegun));
            else
                supervisor.OnReturned(request);
        }
    }
}
