namespace ParallelGen.Supervision;

/// <summary>The request failed on the caller's side: its arguments could not be encoded, or its result not be decoded, or the pool has no workers.</summary>
internal sealed record LocalFailure(Exception Cause) : CallFailure
{
    public override string Outcome => "local";

    public override bool IsOfPool => Cause is WorkerStartException;

    private string? PathOfCause => MemberTrail.PathOf(Cause);

    public override Exception ToException(WorkerRequest request, int? item) => Cause switch
    {
        WorkerStartException start => new WorkerStartException(start.Message, start.InnerException)
        {
            CallId = request.CallId, Method = request.Method.Name, ProcessId = start.ProcessId, ExitCode = start.ExitCode, StandardError = start.StandardError,
            Initializer = start.Initializer,
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
}
