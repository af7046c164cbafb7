namespace EndToEnd.Tests;

/// <summary>Says in a file, as often as that is deleted, that the thread which made it waits and goes on waiting, until it is disposed.</summary>
internal sealed class WaitWatch : IDisposable
{
    // So many looks in a row: a lock for which it waits in passing is free before.
    private const int Looks = 20;

    private readonly Thread _watched = Thread.CurrentThread;
    private readonly Thread _watch;
    private volatile bool _isDisposed;

    public WaitWatch(string file)
    {
        _watch = new Thread(() => Watch(file)) { IsBackground = true };
        _watch.Start();
    }

    public void Dispose()
    {
        _isDisposed = true;
        _watch.Join();
    }

    private void Watch(string file)
    {
        int waits = 0;
        while (!_isDisposed)
        {
            waits = (_watched.ThreadState & ThreadState.WaitSleepJoin) != 0 ? waits + 1 : 0;
            if (waits > Looks)
                File.WriteAllText(file, "");
            Thread.Sleep(1);
        }
    }
}
