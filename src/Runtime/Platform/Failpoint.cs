using System.Diagnostics;

namespace ParallelGen.Platform;

/// <summary>
/// Names the places of the protocol at which a test ends, stops or delays a process exactly there. In this assembly no call of it is compiled:
/// that is what tests/Faults.Runtime does, and what happens there.
/// </summary>
internal static partial class Failpoint
{
    [Conditional("FAILPOINTS")]
    public static void Hit(string place) => Act(place);

    static partial void Act(string place);
}
