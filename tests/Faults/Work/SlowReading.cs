namespace Faults.Tests.Work;

/// <summary>As long as it is there, this side does not come to the end of a <see cref="Moments.Observed"/> that it reads.</summary>
internal sealed class SlowReading : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new();

    public SlowReading() => Moments.Observed.Read = () =>
    {
        _reached.TrySetResult();
        _ended.Task.Wait();
    };

    public Task Reached => _reached.Task;

    public void End() => _ended.TrySetResult();

    public void Dispose()
    {
        Moments.Observed.Read = null;
        _ended.TrySetResult();
    }
}
