namespace ParallelGen.Supervision;

/// <summary>What the end of a worker means for its place.</summary>
internal enum Departure
{
    /// <summary>Nothing: it had left its place, or its successor has it now.</summary>
    Expected,

    /// <summary>The place is vacant.</summary>
    OfHolder,

    /// <summary>It was to succeed the holder, which is still there.</summary>
    OfSuccessor,
}
