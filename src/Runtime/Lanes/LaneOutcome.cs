namespace ParallelGen.Lanes;

/// <summary>What became of an item that was to be sent.</summary>
internal enum LaneOutcome
{
    /// <summary>It is on its way.</summary>
    Sent,

    /// <summary>The reader is too far behind: wait for room, and send it again.</summary>
    NoRoom,

    /// <summary>Nobody reads any more.</summary>
    Closed,
}
