using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// Why a request has no result. Exceptions are made from it, a fresh one for each call or item that it concerns.
/// </summary>
internal abstract record CallFailure
{
    /// <summary>Whether the request ended because somebody cancelled it.</summary>
    public virtual bool IsCancellation => false;

    /// <summary>Whether it is the pool that failed, not the request: a map ends with it even if every item is to run.</summary>
    public virtual bool IsOfPool => false;

    public abstract Exception ToException(WorkerRequest request, int? item);

    /// <summary>The attempt that this ended, where an idempotent request may be tried again after it; else null.</summary>
    public virtual CallAttempt? ToAttempt(WorkerRequest request) => null;

    /// <summary>Makes the origin known to <see cref="RemoteCallInfo.Get"/>.</summary>
    protected static T Attach<T>(T exception, WorkerRequest request, int? item, int processId)
        where T : Exception
    {
        RemoteCallInfo.Attach(exception, InfoOf(request, item, processId));
        return exception;
    }

    protected static RemoteCallInfo InfoOf(WorkerRequest request, int? item, int processId, string? remoteType = null) => new()
    {
        CallId = request.CallId,
        Method = request.Method.Name,
        ItemIndex = item,
        ProcessId = processId,
        RemoteType = remoteType,
        Attempts = request.Attempts,
    };

    /// <summary>How the attempts ended, to go on with in a message; empty where there was one.</summary>
    protected static string History(WorkerRequest request) => request.Attempts.Count < 2
        ? ""
        : $" All {request.Attempts.Count} attempts were in vain: {string.Join("; ", request.Attempts.Select(static (attempt, index) => $"{index + 1}. process {attempt.ProcessId}: {attempt.Outcome}"))}.";

    protected static string Subject(WorkerRequest request, int? item) =>
        item is null ? request.Method.Name : $"{request.Method.Name}, item {item}";
}

/// <summary>The worker answered with an exception.</summary>
internal sealed record RemoteFailure(RemoteError Error, int ProcessId) : CallFailure
{
    public override bool IsCancellation => Error.Origin is RemoteErrorOrigin.Cancelled;

    public override Exception ToException(WorkerRequest request, int? item) =>
        RemoteExceptions.Make(Error, InfoOf(request, item, ProcessId, Error.TypeName));
}

/// <summary>The worker died.</summary>
internal sealed record CrashFailure(WorkerExit Exit, bool MayHaveRun) : CallFailure
{
    public override Exception ToException(WorkerRequest request, int? item)
    {
        string message = $"{Subject(request, item)}: {Exit.Describe()} ended the worker process {Exit.ProcessId} {(MayHaveRun ? "while it ran this call" : "before it began this call, as others before it")}. The pool has replaced it."
            + History(request) + Exit.DescribeStandardError();
        WorkerCrashedException exception = request.Attempts.Count > 1
            ? new PoisonCallException(message)
            {
                CallId = request.CallId, Method = request.Method.Name, ProcessId = Exit.ProcessId, ExitCode = Exit.ExitCode, Signal = Exit.Signal,
                StandardError = Exit.StandardError, DumpPath = Exit.DumpPath, MayHaveRun = true, Attempts = request.Attempts,
            }
            : new WorkerCrashedException(message)
            {
                CallId = request.CallId, Method = request.Method.Name, ProcessId = Exit.ProcessId, ExitCode = Exit.ExitCode, Signal = Exit.Signal,
                StandardError = Exit.StandardError, DumpPath = Exit.DumpPath, MayHaveRun = MayHaveRun || request.Attempts.Count > 0,
            };
        return Attach(exception, request, item, Exit.ProcessId);
    }

    public override CallAttempt? ToAttempt(WorkerRequest request) => MayHaveRun ? new CallAttempt(Exit.ProcessId, Exit.Describe()) : null;
}

/// <summary>The request ran longer than its timeout, and its worker was stopped.</summary>
internal sealed record TimeoutFailure(int ProcessId) : CallFailure
{
    public override Exception ToException(WorkerRequest request, int? item) => Attach(new CallTimeoutException(
        $"{Subject(request, item)}: ran longer than its timeout of {request.TimeoutMilliseconds} ms, and was stopped.{History(request)}")
    {
        CallId = request.CallId,
        Method = request.Method.Name,
        Timeout = TimeSpan.FromMilliseconds(request.TimeoutMilliseconds),
    }, request, item, ProcessId);

    public override CallAttempt? ToAttempt(WorkerRequest request) =>
        new(ProcessId, $"ran longer than its timeout of {request.TimeoutMilliseconds} ms");
}

/// <summary>The request waited for a worker longer than it was to wait. It never ran, or not since its last attempt.</summary>
internal sealed record QueueTimeoutFailure(TimeSpan Timeout) : CallFailure
{
    public override Exception ToException(WorkerRequest request, int? item) => new CallTimeoutException(
        $"{Subject(request, item)}: waited for a worker longer than its queue timeout of {Timeout.TotalMilliseconds:0} ms.")
    {
        CallId = request.CallId,
        Method = request.Method.Name,
        Timeout = Timeout,
        MayHaveRun = request.Attempts.Count > 0,
    };
}

/// <summary>The caller, or the pool's disposal, cancelled the request.</summary>
internal sealed record CancelFailure(string Reason) : CallFailure
{
    public static CancelFailure ByCaller { get; } = new("was cancelled");

    public static CancelFailure ByShutdown { get; } = new("was cancelled because the pool was shut down");

    public override bool IsCancellation => true;

    public override Exception ToException(WorkerRequest request, int? item) => new OperationCanceledException($"{Subject(request, item)}: {Reason}.");
}

/// <summary>The request failed on the caller's side: its arguments could not be encoded, or its result not be decoded, or the pool has no workers.</summary>
internal sealed record LocalFailure(Exception Cause) : CallFailure
{
    public override bool IsOfPool => Cause is WorkerStartException;

    public override Exception ToException(WorkerRequest request, int? item) => Cause switch
    {
        WorkerStartException start => new WorkerStartException(start.Message, start.InnerException)
        {
            CallId = request.CallId, Method = request.Method.Name, ProcessId = start.ProcessId, ExitCode = start.ExitCode, StandardError = start.StandardError,
        },
        PayloadTooLargeException large => new PayloadTooLargeException($"{Subject(request, item)}: {large.Message}", large)
        {
            CallId = request.CallId, Method = request.Method.Name, Limit = large.Limit,
        },
        ProcessPoolException or ObjectDisposedException => Cause is CallSerializationException serialization
            ? new CallSerializationException($"{Subject(request, item)}: {serialization.Message}", serialization)
            {
                CallId = request.CallId, Method = request.Method.Name, MemberPath = serialization.MemberPath,
            }
            : Cause,
        _ => new CallSerializationException($"{Subject(request, item)}: an argument could not be read: {Cause.GetType().Name}: {Cause.Message}{(PathOfCause is null ? "" : $" ({PathOfCause})")}", Cause)
        {
            CallId = request.CallId, Method = request.Method.Name, MemberPath = PathOfCause,
        },
    };

    private string? PathOfCause => MemberTrail.PathOf(Cause);
}
