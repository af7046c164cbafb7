using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Output;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>A worker process.</summary>
internal sealed class ProcessBody(
    Process process, ProcessOutput output, Connection calls, Connection control, LocalSocket controlSocket, TimeSpan exitGracePeriod, string? temporaryDirectory) : WorkerBody
{
    public override Connection Calls => calls;

    public override Connection Control => control;

    public override int ProcessId { get; } = process.Id;

    public override void Share(SharedBlock block) => BlockOffer.Send(controlSocket, block);

    public override bool IsStopped => StoppedProcess.IsStopped(ProcessId);

    public override bool TryStop() => !process.HasExited && StoppedProcess.TryStop(ProcessId);

    public override void Continue()
    {
        if (!process.HasExited)
            StoppedProcess.Continue(ProcessId);
    }

    public override void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended, or was disposed after its end.
        }
    }

    public override WorkerExit WaitForExit()
    {
        if (!process.WaitForExit(exitGracePeriod))
        {
            Kill();
            process.WaitForExit();
        }
        output.Drain();
        DiagnosticFiles.Remove(ProcessId, temporaryDirectory);
        return new WorkerExit(ProcessId, process.ExitCode, output.EndOfStandardError);
    }

    public override void Dispose()
    {
        calls.Dispose();
        control.Dispose();
        output.Dispose();
        process.Dispose();
    }
}
