namespace ParallelGen.Supervision;

/// <summary>Makes workers for a <see cref="Staff{TWorker}"/>.</summary>
internal interface IWorkerMaker<TWorker>
{
    /// <summary>Starts a worker after a pause.</summary>
    TWorker Start(int id, int generation, TimeSpan pause);

    /// <summary>Gives a spare that is ready a place.</summary>
    void Appoint(TWorker spare, int id, int generation);
}
