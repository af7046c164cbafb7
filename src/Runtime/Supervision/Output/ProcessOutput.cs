using System.Diagnostics;

namespace ParallelGen.Supervision.Output;

/// <summary>What one worker process writes to its standard output and error.</summary>
internal sealed class ProcessOutput : IDisposable
{
    private readonly OutputStream _standardOutput;
    private readonly OutputStream _standardError;
    private readonly TextTail _endOfStandardError;
    private readonly TextTail? _captured;

    public ProcessOutput(Process process, ProcessPoolOptions options)
    {
        bool forwards = options.WorkerOutput is WorkerOutput.Forward;
        _endOfStandardError = new TextTail(options.MaxStandardErrorLength);
        if (options.WorkerOutput is WorkerOutput.Capture)
            _captured = new TextTail(options.MaxStandardErrorLength);
        _standardOutput = new OutputStream(process.StandardOutput.BaseStream, _captured is null
            ? new LineForwarder(forwards ? static text => OutputWriter.Shared.Add(static () => Console.Out, text) : null)
            : new LineForwarder(null, _captured)) { IsForwarded = forwards };
        _standardError = new OutputStream(process.StandardError.BaseStream, _captured is null
            ? new LineForwarder(forwards ? static text => OutputWriter.Shared.Add(static () => Console.Error, text) : null, _endOfStandardError)
            : new LineForwarder(null, _endOfStandardError, _captured)) { IsForwarded = forwards };
        OutputPump.Add(_standardOutput);
        OutputPump.Add(_standardError);
    }

    /// <summary>The last lines of the standard error.</summary>
    public string EndOfStandardError => _endOfStandardError.ToString();

    /// <summary>Whether what is written is kept for each call.</summary>
    public bool IsCaptured => _captured is not null;

    /// <summary>What was written since this was last asked; null where it is not kept.</summary>
    public string? Take()
    {
        if (_captured is null)
            return null;
        _standardOutput.CatchUp();
        _standardError.CatchUp();
        return _captured.Take();
    }

    /// <summary>
    /// Reads what an ended process left in its pipes. Does not wait for their end: what the worker started may hold them open.
    /// </summary>
    public void Drain()
    {
        _standardOutput.Drain();
        _standardError.Drain();
    }

    /// <summary>Waits a moment until what was read is written, where it is forwarded.</summary>
    public void Flush()
    {
        if (_standardOutput.IsForwarded)
            OutputWriter.Shared.Flush();
    }

    public void Dispose()
    {
        OutputPump.Remove(_standardOutput);
        OutputPump.Remove(_standardError);
        _standardOutput.Dispose();
        _standardError.Dispose();
    }
}
