using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// The dump of a worker that is to be killed because a request ran out of time. The worker's own runtime writes it, whatever the method does; the
/// kill follows when it is written, or can't be, or takes too long.
/// </summary>
internal sealed class WorkerDump
{
    private const int PatienceSeconds = 30;

    private readonly WorkerBody _body;
    private readonly WorkerRequest _request;
    private readonly TimeoutFailure _reason;
    private readonly string _path;
    private readonly Thread? _thread;
    private volatile bool _isLate;

    /// <summary>Begins to write it.</summary>
    /// <param name="body">The worker, which begins nothing more.</param>
    /// <param name="request">The request that is late.</param>
    /// <param name="reason">Is told where the dump is, or why there is none.</param>
    /// <param name="directory">Where it is written.</param>
    public WorkerDump(WorkerBody body, WorkerRequest request, TimeoutFailure reason, string directory)
    {
        _body = body;
        _request = request;
        _reason = reason;
        // A name that nobody can take before: what is in a worker's memory is its user's.
        _path = Path.GetFullPath(Path.Combine(directory, $"parallelgen-{body.ProcessId}-{request.CallId}-{Path.GetRandomFileName()}.dmp"));
        Deadline = Stopwatch.GetTimestamp() + (PatienceSeconds * Stopwatch.Frequency);
        // It must run for its runtime to answer; but the item that is late is the last that it begins.
        body.Tell(FrameKind.Revoke, request.CallId);
        body.Continue();
        try
        {
            _thread = OwnThread.Start("dump", Write, OwnThread.SmallStack);
        }
        catch (NoThreadException exception)
        {
            reason.DumpProblem = exception.Message;
            body.Kill();
        }
    }

    /// <summary>When it has taken too long.</summary>
    public long Deadline { get; }

    /// <summary>Ends what takes too long.</summary>
    /// <returns>When to look again.</returns>
    public long Check(long now)
    {
        if (now < Deadline)
            return Deadline;
        _isLate = true;
        _body.Kill(); // which ends the waiting for its runtime, too
        return long.MaxValue;
    }

    /// <summary>The worker is gone: waits until the dump is written, or will not be. Where the request has an answer after all, nobody wants it.</summary>
    public void Finish(WorkerCalls calls)
    {
        _thread?.Join();
        if (calls.Has(_request))
            return;
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has taken its directory away: there is nothing left to delete, or nobody's business.
        }
    }

    private void Write()
    {
        Failpoint.Hit("parent.dumps");
        string? problem = _body.WriteDump(_path);
        if (problem is null)
            _reason.DumpPath = _path;
        else
            _reason.DumpProblem = _isLate ? $"it was not written within {PatienceSeconds} s" : problem;
        _body.Kill();
    }
}
