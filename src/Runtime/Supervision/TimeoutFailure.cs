namespace ParallelGen.Supervision;

/// <summary>The request ran longer than its timeout, and its worker was stopped.</summary>
internal sealed record TimeoutFailure(WorkerName Worker) : CallFailure
{
    public override string Outcome => "timeout";

    /// <summary>The dump of the worker; null where there is none.</summary>
    public string? DumpPath { get; set; }

    /// <summary>Why there is no dump, where there was to be one.</summary>
    public string? DumpProblem { get; set; }

    /// <summary>Whether it ran within the process of the worker that made it, which goes on.</summary>
    public bool IsInline { get; init; }

    private string Dump =>
        DumpPath is not null ? $" Where it was stuck tells the dump {DumpPath} (dotnet-dump analyze)."
        : DumpProblem is not null ? $" There is no dump: {DumpProblem}."
        : "";

    private const string Remedy = "Where it needs that long, raise the timeout: of its attribute, PoolCallOptions or MapOptions.";

    public override Exception ToException(WorkerRequest request, int? item)
    {
        RemoteCallInfo info = InfoOf(request, item, Worker);
        return Attach(new CallTimeoutException(
            $"{info.Subject}: ran longer than its timeout of {request.TimeoutMilliseconds} ms, and was {(IsInline ? "told to end" : "stopped")}.{Dump} {Remedy}{History(request)}")
        {
            CallId = request.CallId,
            Method = request.Method.Name,
            Timeout = TimeSpan.FromMilliseconds(request.TimeoutMilliseconds),
            DumpPath = DumpPath,
        }, info);
    }

    public override CallAttempt? ToAttempt(WorkerRequest request) => IsInline ? null :
        new(Worker.ProcessId, $"ran longer than its timeout of {request.TimeoutMilliseconds} ms.{Dump}".TrimEnd('.'));
}
