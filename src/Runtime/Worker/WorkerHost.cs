using ParallelGen.Lanes;
using ParallelGen.Platform;
using System.Reflection;
using System.Runtime.InteropServices;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Transport.Sockets;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Worker;

/// <summary>A worker process from its first to its last moment.</summary>
internal static class WorkerHost
{
    private const uint Utf8CodePage = 65001;

    /// <summary>
    /// Called while an assembly registers in a process that was started as a worker, and not taken over by a hook. A NativeAOT program runs the module
    /// initializers of all its assemblies at its start, its own last, so that every method is known by then, and nothing else waits for this thread. On
    /// other hosts it is a hook that was ignored: to block here would hold the loader's lock.
    /// </summary>
    public static void Enter(Assembly registering)
    {
        if (!WorkerEnvironment.IsNative)
            WorkerEnvironment.ExitIfNotEntered();
        else if (registering == Assembly.GetEntryAssembly() && WorkerEnvironment.TryEnter())
            Run();
    }

    /// <summary>Serves the parent until it retires this worker or is gone. Never returns.</summary>
    public static void Run()
    {
        // Ctrl-C and a service manager's stop reach the whole process group; the parent decides when its workers end.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        // As the parent reads what is printed; a console of its own has the country's code page.
        if (OperatingSystem.IsWindows())
            _ = WindowsCalls.SetConsoleEncoding(Utf8CodePage);

        Environment.Exit(Serve());
    }

    private static int Serve()
    {
        WorkerStartInfo? start = null;
        WorkerContext worker;
        Connection calls;
        try
        {
            start = ReadStartInfo();
            KillPreference.Raise();
            start.Culture.Apply();
            Failpoint.Hit("worker.started");
            LocalSocket socket = Connect(start, Channel.Control);
            DescriptorSocket? descriptors = OperatingSystem.IsWindows() ? null : new DescriptorSocket(socket);
            var control = new SocketConnection(descriptors ?? socket, start.MaxPayloadBytes, mayBlock: true);
            worker = new WorkerContext(start.WorkerId, start.Generation) { Link = new ControlLink(control, start.MaxPayloadBytes) };
            PoolWorker.SetForProcess(worker);
            ControlListener.Start(control, worker, descriptors, start.SocketPath);
            DebuggerWait.Wait(); // not longer than the parent is there
            calls = TransportChoice.Accept(Connect(start, Channel.Calls), start.MaxPayloadBytes);
        }
        catch (Exception exception) when (exception is ProtocolException or LocalSocketException)
        {
            Console.Error.WriteLine($"ParallelGen worker: {exception.Message}");
            return WorkerExitCodes.HandshakeFailed;
        }
        finally
        {
            // Also the parent's to do; but the parent may be gone.
            if (start is not null)
                RendezvousDirectory.Remove(start.SocketPath);
        }

        calls.MaxDepth = start.MaxDepth;
        try
        {
            var loop = new WorkerLoop(calls, worker);
            if (loop.Run())
                loop.CleanUp();
            return WorkerExitCodes.Success;
        }
        catch (ConnectionLostException)
        {
            return WorkerExitCodes.ParentGone;
        }
        catch (ProtocolException exception)
        {
            Console.Error.WriteLine($"ParallelGen worker: {exception.Message}");
            return WorkerExitCodes.ProtocolError;
        }
    }

    private static WorkerStartInfo ReadStartInfo()
    {
        if (OperatingSystem.IsWindows())
        {
            using Stream console = Console.OpenStandardInput();
            return WorkerStartInfo.Read(console);
        }
        // Without the console, which a worker may never need. The parent closes its end: what is left of standard input is empty.
        using var handle = new SafeFileHandle(0, ownsHandle: false);
        using var input = new FileStream(handle, FileAccess.Read, bufferSize: 512);
        return WorkerStartInfo.Read(input);
    }

    private static LocalSocket Connect(WorkerStartInfo start, Channel channel)
    {
        Failpoint.Hit("worker.connect");
        LocalSocket socket = LocalSocket.Connect(start.SocketPath);
        Failpoint.Hit("worker.connected");
        Handshake.Send(socket, channel, start.WorkerToken);
        Handshake.Receive(socket, channel, start.ParentToken);
        Failpoint.Hit("worker.met");
        return socket;
    }
}
