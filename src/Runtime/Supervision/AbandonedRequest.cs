namespace ParallelGen.Supervision;

/// <summary>
/// Keeps the place of a request whose arguments could not be written to their end, after the worker saw their beginning: it has failed
/// already, and whatever the worker still says of it is of no interest.
/// </summary>
internal sealed class AbandonedRequest : WorkerRequest
{
    public AbandonedRequest(WorkerRequest request)
        : base(request.Method, request.Kind)
    {
        CallId = request.CallId; // under which the worker knows it
        Share = request.Share;
        UseBlocksOf(request); // the worker may look at them until it answers
    }

    public override long? ExpectedNanoseconds => null;

    public override bool TryBegin(WorkerProcess worker) => true;

    public override void BeginAgain()
    {
    }

    public override void Write(ref WireWriter writer)
    {
    }

    public override void ReadResult(ref WireReader reader, long claimedAt)
    {
    }

    public override void Succeed() => EndBlocks();

    public override void Fail(CallFailure failure) => EndBlocks();

    public override bool TryRestore(PayloadBuffer? payload)
    {
        payload?.Dispose();
        return false;
    }
}
