using System.IO.Pipes;
using ParallelGen.Platform;

namespace ParallelGen.Supervision.Output;

/// <summary>
/// Drains the output of all workers of this program, on one thread of its own: however busy the thread pool is, no worker waits for
/// someone to read what it prints. On Windows, where pipes can't be polled, on one thread for each pipe.
/// </summary>
internal static class OutputPump
{
    private static readonly Lock s_gate = new();
    private static readonly List<OutputStream> s_streams = [];
    private static AnonymousPipeServerStream? s_pipe;
    private static FileStream? s_wakeUp;
    private static FileStream? s_wakeUpEnd;

    public static void Add(OutputStream stream)
    {
        if (OperatingSystem.IsWindows())
        {
            OwnThread.Start("output", () => ReadToEnd(stream), OwnThread.SmallStack);
            return;
        }
        lock (s_gate)
        {
            if (s_pipe is null)
            {
                var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
                s_wakeUp = OutputStream.Plain(pipe.SafePipeHandle, FileAccess.Write);
                s_wakeUpEnd = OutputStream.Plain(pipe.ClientSafePipeHandle, FileAccess.Read);
                OwnThread.Start("output", Run, OwnThread.SmallStack);
                s_pipe = pipe;
            }
            s_streams.Add(stream);
            s_wakeUp!.WriteByte(1);
        }
    }

    /// <summary>What is forwarded can be read again.</summary>
    public static void WakeUp()
    {
        lock (s_gate)
            s_wakeUp?.WriteByte(1);
    }

    public static void Remove(OutputStream stream)
    {
        if (OperatingSystem.IsWindows())
            return;
        lock (s_gate)
        {
            if (s_streams.Remove(stream))
                s_wakeUp!.WriteByte(1);
        }
    }

    private static void Run()
    {
        while (true)
        {
            OutputStream[] streams;
            lock (s_gate)
                streams = [.. s_streams.Where(static stream => !stream.IsForwarded || OutputWriter.Shared.HasRoom)];
            var polled = new Poll.Entry[1 + streams.Length];
            polled[0] = new Poll.Entry((int)s_wakeUpEnd!.SafeFileHandle.DangerousGetHandle());
            for (int i = 0; i < streams.Length; i++)
                polled[i + 1] = new Poll.Entry(streams[i].Descriptor);
            Poll.Wait(polled, timeoutMilliseconds: -1);
            if (polled[0].Happened != 0)
                s_wakeUpEnd.ReadByte();
            for (int i = 0; i < streams.Length; i++)
            {
                if (polled[i + 1].Happened != 0 && !streams[i].Read())
                    Remove(streams[i]);
            }
        }
    }

    private static void ReadToEnd(OutputStream stream)
    {
        try
        {
            do
            {
                if (stream.IsForwarded)
                    OutputWriter.Shared.WaitForRoom(() => stream.IsHurried);
            }
            while (stream.Read());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The worker was disposed while something that it started held the pipe open.
        }
        stream.OnReaderEnd();
    }
}
