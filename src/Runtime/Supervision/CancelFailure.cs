namespace ParallelGen.Supervision;

/// <summary>The caller, or the pool's disposal, cancelled the request.</summary>
internal sealed record CancelFailure(string Reason) : CallFailure
{
    public override string Outcome => "cancel";

    public static CancelFailure ByCaller { get; } = new("was cancelled");

    public static CancelFailure ByShutdown { get; } = new("was cancelled because the pool was shut down");

    public override bool IsCancellation => true;

    public override Exception ToException(WorkerRequest request, int? item) => new OperationCanceledException($"{Subject(request, item)}: {Reason}.");
}
