namespace ParallelGen.Supervision;

/// <summary>A request whose sender looks for its answer.</summary>
internal interface IPolledRequest
{
    /// <summary>Its id; another when the object serves another call.</summary>
    long CallId { get; }

    /// <summary>Whether it has its result, or failed, before its sender gave up looking.</summary>
    bool IsSettled { get; }

    /// <summary>Whether it has its result, or failed, at any time.</summary>
    bool HasEnded { get; }
}
