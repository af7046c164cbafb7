using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using ParallelGen.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Output;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Transport.Sockets;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>
/// Workers that are processes: this program, started again with a start-up hook that takes it over before its Main.
/// </summary>
internal sealed class ProcessLauncher(ProcessPoolOptions options, WorkerCulture culture, PoolTelemetry telemetry) : WorkerLauncher
{
    private static readonly TimeSpan s_exitPatience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_debuggerPatience = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1); // zero would be for ever

    public override WorkerBody Launch(int workerId, int generation, CancellationToken shutdown)
    {
        WorkerVariables.CheckSupport();
        TimeSpan patience = WorkerVariables.WaitsForDebugger(options) ? s_debuggerPatience : options.StartTimeout;
        long deadline = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        (Process process, string temporary) = StartProcess(workerId);
        // Whatever it waits for: it may be stopped.
        using CancellationTokenRegistration killing = shutdown.UnsafeRegister(static process => ProcessBody.Kill((Process)process!), process);
        ProcessOutput? output = null;
        LocalSocket? control = null, calls = null;
        Segment? segment = null;
        try
        {
            output = new ProcessOutput(process, options);
            // Only now: where the directory stays, it is a moment from here to the worker's knowledge of it, which removes it if this process dies.
            using var rendezvous = new Rendezvous();
            var start = new WorkerStartInfo(rendezvous.SocketPath, Secret.Create(Handshake.TokenSize), Secret.Create(Handshake.TokenSize),
                workerId, generation, options.MaxPayloadBytes, options.MaxNestingDepth, culture);
            Write(start, process.StandardInput);
            // While the worker starts: the system takes its time to clear the memory.
            segment = TransportChoice.CreateSegment(options.Transport, telemetry.OnSharedMemoryMissing);
            control = Meet(rendezvous, process, start, Channel.Control, deadline, shutdown);
            calls = Meet(rendezvous, process, start, Channel.Calls, deadline, shutdown);
            calls.SetReceiveTimeout(Until(deadline));
            Connection connection = TransportChoice.Offer(calls, segment, options, telemetry.OnSharedMemoryMissing);
            calls.SetReceiveTimeout(TimeSpan.Zero);
            connection.MaxDepth = options.MaxNestingDepth;
            return new ProcessBody(process, output, connection, new SocketConnection(control, options.MaxPayloadBytes, mayBlock: true), control, temporary, options);
        }
        catch (Exception exception)
        {
            control?.Dispose();
            calls?.Dispose();
            segment?.Dispose();
            // A worker that is gone is soon known to be: then its own exit code tells why.
            bool endedItself = process.WaitForExit(exception is TimeoutException or OperationCanceledException ? TimeSpan.Zero : s_exitPatience);
            WorkerExit exit = End(process, output);
            DiagnosticFiles.Remove(exit.ProcessId, temporary);
            if (exception is OperationCanceledException)
                throw;
            shutdown.ThrowIfCancellationRequested();
            string how = endedItself ? $"ended before it was ready ({exit.Describe()})" : $"was not ready: {exception.Message}";
            throw new WorkerStartException($"The worker process {exit.ProcessId} {how}.{exit.DescribeEnd()}", exception)
            {
                ProcessId = exit.ProcessId,
                ExitCode = endedItself ? exit.ExitCode : null,
                StandardError = exit.StandardError,
            };
        }
    }

    private static void Write(WorkerStartInfo start, StreamWriter standardInput)
    {
        Stream pipe = standardInput.BaseStream is AnonymousPipeClientStream anonymous && !OperatingSystem.IsWindows()
            ? OutputStream.Plain(anonymous.SafePipeHandle, FileAccess.Write)
            : standardInput.BaseStream;
        try
        {
            pipe.Write(start.ToBytes());
        }
        finally
        {
            standardInput.Close(); // also where the process is gone already: nobody else does
        }
    }

    private (Process Process, string TemporaryDirectory) StartProcess(int workerId)
    {
        (string fileName, IReadOnlyList<string> arguments) = HostCommand.Get();
        var info = new ProcessStartInfo(fileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = options.WorkingDirectory ?? "", // ours: which may be gone, and still is one
        };
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        WorkerVariables.Apply(info.Environment, options);
        try
        {
            Process process = Process.Start(info)!;
            Place(process, workerId);
            return (process, TemporaryDirectoryOf(info));
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            throw new WorkerStartException($"The worker process could not be started: {exception.Message}", exception);
        }
    }

    // As the process itself finds it.
    private static string TemporaryDirectoryOf(ProcessStartInfo info) => OperatingSystem.IsWindows()
        ? Path.GetTempPath()
        : Path.GetFullPath(Path.Combine(info.WorkingDirectory, info.Environment.TryGetValue("TMPDIR", out string? directory) && directory is { Length: > 0 } ? directory : "/tmp"));

    // Its first thread, which runs the calls, has it from here on, and all that it starts.
    private void Place(Process process, int workerId)
    {
        string option = nameof(options.WorkerPriority);
        try
        {
            if (options.WorkerPriority is { } priority)
                process.PriorityClass = priority;
            option = nameof(options.PinWorkersToCores);
            if (options.PinWorkersToCores && workerId >= 0) // a spare has no place yet
                CorePinning.Pin(process, workerId, options.ThreadsPerWorker);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            if (process.HasExited)
                return; // why, the handshake finds out
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            throw new WorkerStartException($"The system does not allow what ProcessPoolOptions.{option} asks for: {exception.Message}", exception);
        }
    }

    private LocalSocket Meet(Rendezvous rendezvous, Process process, WorkerStartInfo start, Channel channel, long deadline, CancellationToken shutdown)
    {
        while (true)
        {
            LocalSocket socket = rendezvous.Accept(process, deadline, shutdown)
                ?? throw new TimeoutException(process.HasExited ? "it ended before it connected" : $"it did not connect within the start timeout of {options.StartTimeout.TotalSeconds:0.#} s");
            try
            {
                socket.SetReceiveTimeout(Until(deadline));
                Handshake.Receive(socket, channel, start.WorkerToken);
                Handshake.Send(socket, channel, start.ParentToken);
                socket.SetReceiveTimeout(TimeSpan.Zero);
                return socket;
            }
            catch (Exception exception) when (exception is LocalSocketException or ProtocolException)
            {
                socket.Dispose();
                // Where the kernel names the peer it was our own process; elsewhere it may have been a stranger, and ours is still to come.
                if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
                    throw;
            }
        }
    }

    private static TimeSpan Until(long deadline) =>
        Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline) is var left && left > s_shortest ? left : s_shortest;

    private static WorkerExit End(Process process, ProcessOutput? output)
    {
        process.Kill();
        process.WaitForExit();
        output?.Drain();
        var exit = new WorkerExit(process.Id, process.ExitCode, output?.EndOfStandardError ?? "");
        output?.Dispose();
        process.Dispose();
        return exit;
    }
}
