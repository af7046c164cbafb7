namespace ParallelGen.Supervision;

/// <summary>The worker answered with an exception.</summary>
internal sealed record RemoteFailure(RemoteError Error, WorkerName Worker) : CallFailure
{
    public override string Outcome => "remote";

    public override bool IsCancellation => Error.Origin is RemoteErrorOrigin.Cancelled;

    public override Exception ToException(WorkerRequest request, int? item) =>
        RemoteExceptions.Make(Error, InfoOf(request, item, Worker, Error.TypeName));
}
