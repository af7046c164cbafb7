using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>The request failed on the caller's side: its arguments could not be encoded, or its result not be decoded, or the pool has no workers.</summary>
/// <param name="Cause">What was thrown.</param>
/// <param name="Worker">Whose answer could not be read; null where there was none.</param>
internal sealed record LocalFailure(Exception Cause, WorkerName? Worker = null) : CallFailure
{
    public override string Outcome => "local";

    public override bool IsOfPool => Cause is WorkerStartException;

    public override Exception ToException(WorkerRequest request, int? item)
    {
        RemoteCallInfo info = InfoOf(request, item, Worker ?? WorkerName.None);
        return Attach(Make(request, info.Subject), info);
    }

    private Exception Make(WorkerRequest request, string subject) => Cause switch
    {
        WorkerStartException start => new WorkerStartException(start.Message, start.InnerException)
        {
            CallId = request.CallId, Method = request.Method.Name, ProcessId = start.ProcessId, ExitCode = start.ExitCode, StandardError = start.StandardError,
            Initializer = start.Initializer,
        },
        PayloadTooLargeException large => new PayloadTooLargeException($"{subject}: {large.Message}", large)
        {
            CallId = request.CallId, Method = request.Method.Name, Limit = large.Limit,
        },
        CallSerializationException serialization => new CallSerializationException($"{subject}: {serialization.Message}", serialization)
        {
            CallId = request.CallId, Method = request.Method.Name, MemberPath = serialization.MemberPath,
        },
        ProcessPoolException pool when pool is NoThreadException || pool.GetType() == typeof(ProcessPoolException) => new ProcessPoolException($"{subject}: {pool.Message}", pool)
        {
            CallId = request.CallId, Method = request.Method.Name,
        },
        NestedPoolException nested => new NestedPoolException($"{subject}: {nested.Message}")
        {
            CallId = request.CallId, Method = request.Method.Name,
        },
        // Of an array in shared memory: the caller's mistake, as its own use of it would be.
        ObjectDisposedException => Cause,
        _ => OfUser(request, subject),
    };

    // What a getter, a constructor or a setter threw.
    private CallSerializationException OfUser(WorkerRequest request, string subject)
    {
        string? path = MemberTrail.PathOf(Cause);
        return new CallSerializationException(
            $"{subject}: {(Worker is null ? "an argument" : "the result")} could not be read: {Cause.GetType().Name}: {Cause.Message}{(path is null ? "" : $" ({path})")}", Cause)
        {
            CallId = request.CallId, Method = request.Method.Name, MemberPath = path,
        };
    }
}
