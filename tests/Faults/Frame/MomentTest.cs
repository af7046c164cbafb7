using ParallelGen.Platform;

namespace Faults.Tests.Frame;

/// <summary>A test of single moments, which it holds open by failpoints.</summary>
public abstract class MomentTest() : FaultTest(22)
{
    /// <summary>Whatever hangs there hangs for ever.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public override async ValueTask DisposeAsync()
    {
        Failpoint.Reached = null;
        Moments.Observed.Read = null;
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // An OutOfMemoryException is what the runtime throws when the system refuses it a thread.
    private protected static void NoThreads(Func<bool> areThereNone) => Failpoint.Reached = place =>
    {
        if (place == "parent.thread" && areThereNone())
            throw new InsufficientMemoryException();
    };
}
