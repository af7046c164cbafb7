namespace ParallelGen.Supervision;

/// <summary>
/// Why a request has no result. Exceptions are made from it, a fresh one for each call or item that it concerns.
/// </summary>
internal abstract record CallFailure
{
    /// <summary>What the meter calls it. These are part of what users build on, and stand in docs/observability.md.</summary>
    public abstract string Outcome { get; }

    /// <summary>Whether the request ended because somebody cancelled it.</summary>
    public virtual bool IsCancellation => false;

    /// <summary>Whether it is the pool that failed, not the request: a map ends with it even if every item is to run.</summary>
    public virtual bool IsOfPool => false;

    public abstract Exception ToException(WorkerRequest request, int? item);

    /// <summary>The attempt that this ended, where an idempotent request may be tried again after it; else null.</summary>
    public virtual CallAttempt? ToAttempt(WorkerRequest request) => null;

    /// <summary>Makes the origin known to <see cref="RemoteCallInfo.Get"/>.</summary>
    protected static T Attach<T>(T exception, RemoteCallInfo info)
        where T : Exception
    {
        RemoteCallInfo.Attach(exception, info);
        return exception;
    }

    protected static RemoteCallInfo InfoOf(WorkerRequest request, int? item, WorkerName worker, string? remoteType = null) => new()
    {
        CallId = request.CallId,
        Method = request.Method.Name,
        Arguments = request.DescribeArguments(item),
        ItemIndex = item,
        WorkerId = worker.Id,
        ProcessId = worker.ProcessId,
        RemoteType = remoteType,
        Output = request.Output,
        Attempts = request.Attempts,
    };

    /// <summary>How the attempts ended, to go on with in a message; empty where there was one.</summary>
    protected static string History(WorkerRequest request) => request.Attempts.Count < 2
        ? ""
        : $" All {request.Attempts.Count} attempts were in vain: {string.Join("; ", request.Attempts.Select(static (attempt, index) => $"{index + 1}. process {attempt.ProcessId}: {attempt.Outcome}"))}.";

    protected static string Subject(WorkerRequest request, int? item) => RemoteCallInfo.SubjectOf(request.Method.Name, request.DescribeArguments(item), item);
}

/// <summary>Code of the caller's own threw while the call ran: its source of items, or its instance that reports go to. It gets its own exception back.</summary>
internal sealed record CallerFailure(Exception Cause) : CallFailure
{
    public override string Outcome => "caller";

    public override bool IsOfPool => true;

    public override Exception ToException(WorkerRequest request, int? item) => Cause;

    /// <summary>What a call failed with, seen by its caller: what its own code threw came first.</summary>
    public static CallFailure? Of(CallLanes lanes, CallFailure? failure) =>
        lanes.ReportFailure is { } ofReport ? new CallerFailure(ofReport)
        : failure is RemoteFailure { Error: { Origin: RemoteErrorOrigin.Source } error } && lanes.SourceFailure(error.HResult) is { } ofSource ? new CallerFailure(ofSource)
        : failure ?? lanes.Loss;
}
