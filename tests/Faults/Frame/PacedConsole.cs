using System.Text;

namespace Faults.Tests.Frame;

/// <summary>Stands in for this program's standard output, and takes what workers print: at once, or each piece only after something else went on.</summary>
internal sealed class PacedConsole : TextWriter
{
    // More than ever comes, and far from the most that a semaphore holds.
    private const int All = 1 << 29;

    private readonly TextWriter _before = Console.Out;
    private readonly SemaphoreSlim? _paces;
    private long _length;

    /// <param name="isSlow">Whether each piece waits for a <see cref="Step"/>.</param>
    public PacedConsole(bool isSlow)
    {
        _paces = isSlow ? new SemaphoreSlim(0) : null;
        Console.SetOut(this);
    }

    public override Encoding Encoding => _before.Encoding;

    /// <summary>How many characters were written.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Something else went on: the next piece may come.</summary>
    public void Step() => _paces?.Release();

    /// <summary>All that is left may come.</summary>
    public void Finish() => _paces?.Release(All);

    public override void Write(char value) => Interlocked.Increment(ref _length);

    public override void Write(string? value)
    {
        _paces?.Wait();
        Interlocked.Add(ref _length, value?.Length ?? 0);
    }

    protected override void Dispose(bool disposing)
    {
        Console.SetOut(_before);
        Finish(); // a test that has failed did not: whoever writes must not wait for ever
        base.Dispose(disposing);
    }
}
