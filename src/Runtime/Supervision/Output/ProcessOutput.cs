using System.Diagnostics;

namespace ParallelGen.Supervision.Output;

/// <summary>What one worker process writes to its standard output and error.</summary>
internal sealed class ProcessOutput : IDisposable
{
    private readonly OutputStream _standardOutput;
    private readonly OutputStream _standardError;

    public ProcessOutput(Process process, ProcessPoolOptions options)
    {
        bool forward = options.WorkerOutput is WorkerOutput.Forward;
        _standardOutput = new OutputStream(process.StandardOutput.BaseStream, new LineForwarder(forward ? static () => Console.Out : null, maxEnd: 0));
        _standardError = new OutputStream(process.StandardError.BaseStream, new LineForwarder(forward ? static () => Console.Error : null, options.MaxStandardErrorLength));
        OutputPump.Add(_standardOutput);
        OutputPump.Add(_standardError);
    }

    /// <summary>The last lines of the standard error.</summary>
    public string EndOfStandardError => _standardError.Lines.End;

    /// <summary>
    /// Reads what an ended process left in its pipes. Does not wait for their end: what the worker started may hold them open.
    /// </summary>
    public void Drain()
    {
        _standardOutput.Drain();
        _standardError.Drain();
    }

    public void Dispose()
    {
        OutputPump.Remove(_standardOutput);
        OutputPump.Remove(_standardError);
        _standardOutput.Dispose();
        _standardError.Dispose();
    }
}
