using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>The worker died.</summary>
internal sealed record CrashFailure(WorkerExit Exit, WorkerName Worker, bool MayHaveRun) : CallFailure
{
    public override string Outcome => "crash";

    public override Exception ToException(WorkerRequest request, int? item)
    {
        RemoteCallInfo info = InfoOf(request, item, Worker);
        string message = $"{info.Subject}: {Exit.Describe()} ended worker {Worker.Id}, process {Exit.ProcessId}, {(MayHaveRun ? "while it ran this call" : "before it began this call, as others before it")}. The pool has replaced it."
            + History(request) + Exit.DescribeEnd(request.Output, hadCall: MayHaveRun);
        WorkerCrashedException exception = request.Attempts.Count > 1
            ? new PoisonCallException(message)
            {
                CallId = request.CallId, Method = request.Method.Name, WorkerId = Worker.Id, ProcessId = Exit.ProcessId, ExitCode = Exit.ExitCode, Signal = Exit.Signal,
                StandardError = Exit.StandardError, DumpPath = Exit.DumpPath, MayHaveRun = true, Attempts = request.Attempts,
            }
            : new WorkerCrashedException(message)
            {
                CallId = request.CallId, Method = request.Method.Name, WorkerId = Worker.Id, ProcessId = Exit.ProcessId, ExitCode = Exit.ExitCode, Signal = Exit.Signal,
                StandardError = Exit.StandardError, DumpPath = Exit.DumpPath, MayHaveRun = MayHaveRun || request.Attempts.Count > 0,
            };
        return Attach(exception, info);
    }

    public override CallAttempt? ToAttempt(WorkerRequest request) => MayHaveRun ? new CallAttempt(Exit.ProcessId, Exit.Describe()) : null;
}
