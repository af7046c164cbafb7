using System.Text;

namespace EndToEnd.Tests;

/// <summary>Has this program's standard error, until it is disposed, and waits for a line there: workers forward theirs to it.</summary>
internal sealed class AwaitedError : TextWriter
{
    private readonly TextWriter _before = Console.Error;
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _part;

    /// <param name="part">A part of the line.</param>
    public AwaitedError(string part)
    {
        _part = part;
        Console.SetError(this);
    }

    /// <summary>The line, when it has come.</summary>
    public Task<string> Seen => _seen.Task;

    public override Encoding Encoding => _before.Encoding;

    public override void Write(char value) => _before.Write(value);

    // The pool writes whole lines.
    public override void Write(string? value)
    {
        if (value?.Contains(_part, StringComparison.Ordinal) == true)
            _seen.TrySetResult(value);
        else
            _before.Write(value);
    }

    protected override void Dispose(bool disposing)
    {
        Console.SetError(_before);
        base.Dispose(disposing);
    }
}
