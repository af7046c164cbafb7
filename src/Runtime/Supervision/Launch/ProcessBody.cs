using System.ComponentModel;
using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Output;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>A worker process.</summary>
internal sealed class ProcessBody(Process process, ProcessOutput output, Connection calls, Connection control, LocalSocket controlSocket, string temporaryDirectory, ProcessPoolOptions options)
    : WorkerBody(control, options.MaxPayloadBytes)
{
    public override Connection Calls => calls;

    public override int ProcessId { get; } = process.Id;

    public override bool IsStopped => StoppedProcess.IsStopped(ProcessId);

    public override bool HasEnded
    {
        get
        {
            try
            {
                return process.HasExited;
            }
            catch (InvalidOperationException)
            {
                return true; // and was disposed after its end
            }
        }
    }

    public override bool CapturesOutput => output.IsCaptured;

    public override string? TakeOutput() => output.Take();

    public override void Continue()
    {
        if (!process.HasExited)
            StoppedProcess.Continue(ProcessId);
    }

    public override void OnPlaced(int workerId)
    {
        if (!options.PinWorkersToCores)
            return;
        try
        {
            CorePinning.Pin(process, workerId, options.ThreadsPerWorker);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // It is gone: its thread sees it.
        }
    }

    public override string? WriteDump(string path) => DiagnosticPort.WriteDump(ProcessId, path, temporaryDirectory);

    public override void Kill() => Kill(process);

    /// <summary>Kills a process, unless it has ended.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended, or was disposed after its end.
        }
    }

    public override WorkerExit WaitForExit()
    {
        if (!process.WaitForExit(options.ShutdownGracePeriod))
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
        Control.Dispose();
        output.Dispose();
        output.Flush();
        process.Dispose();
    }

    protected override void Offer(SharedBlock block) => BlockOffer.Send(controlSocket, block);

    protected override bool TryStop() => !process.HasExited && StoppedProcess.TryStop(ProcessId);
}
