namespace ParallelGen.Supervision;

/// <summary>The request waited for a worker longer than it was to wait. It never ran, or not since its last attempt.</summary>
internal sealed record QueueTimeoutFailure(TimeSpan Timeout) : CallFailure
{
    public override string Outcome => "queue_timeout";

    public override Exception ToException(WorkerRequest request, int? item)
    {
        RemoteCallInfo info = InfoOf(request, item, WorkerName.None);
        return Attach(new CallTimeoutException(
            $"{info.Subject}: waited for a worker longer than its queue timeout of {Timeout.TotalMilliseconds:0} ms. No worker was free for it: have more of them, or fewer calls at once; WarmUpAsync starts them before the first call.")
        {
            CallId = request.CallId,
            Method = request.Method.Name,
            Timeout = Timeout,
            MayHaveRun = request.Attempts.Count > 0,
        }, info);
    }
}
