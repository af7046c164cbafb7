using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Supervision.Output;

/// <summary>The parent's end of one pipe that a worker writes to.</summary>
internal sealed class OutputStream(Stream stream, LineForwarder lines) : IDisposable
{
    private const int MostInPipe = 1 << 20; // the most that Linux lets a pipe grow to, unasked
    private static readonly TimeSpan s_readerPatience = TimeSpan.FromMilliseconds(500);

    private readonly Stream _plain = stream is AnonymousPipeClientStream pipe && !OperatingSystem.IsWindows() ? Plain(pipe.SafePipeHandle, FileAccess.Read) : stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim? _readerEnd = OperatingSystem.IsWindows() ? new() : null;
    private volatile bool _isHurried;
    private bool _ended;

    /// <summary>Windows: whether the thread that reads is to read what is left, without waiting.</summary>
    public bool IsHurried => _isHurried;

    /// <summary>Whether what is read goes to this program's own output, and waits for that.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>The pipe's descriptor, to wait on.</summary>
    public int Descriptor => _plain is FileStream file ? (int)file.SafeFileHandle.DangerousGetHandle() : -1;

    /// <summary>
    /// The same pipe by plain system calls: on Unix a pipe's stream loads the whole of System.Net.Sockets to read or write. It stays its stream's.
    /// </summary>
    public static FileStream Plain(SafePipeHandle pipe, FileAccess access) =>
        new(new SafeFileHandle(pipe.DangerousGetHandle(), ownsHandle: false), access, bufferSize: 0);

    /// <summary>Reads once, if there is something. False at the end.</summary>
    public bool Read()
    {
        // Windows has one reader for each pipe, which waits outside of the lock's reach.
        if (OperatingSystem.IsWindows())
            return ReadOnce();
        lock (_gate)
        {
            // Another thread may have drained the pipe since this one was told of it; what the worker started may hold it open for ever.
            return !_ended && (!Poll.IsReadable(Descriptor) || ReadOnce());
        }
    }

    /// <summary>Windows: the thread that reads has come to the end.</summary>
    public void OnReaderEnd() => _readerEnd?.Set();

    /// <summary>
    /// Reads what a process has left that is gone, and does not wait for what it may have started. On Windows the thread that reads does so; there it is
    /// a moment until that is at the end.
    /// </summary>
    public void Drain()
    {
        if (_readerEnd is not null)
        {
            Hurry();
            _readerEnd.Wait(s_readerPatience);
            return;
        }
        lock (_gate)
        {
            CatchUp();
            lines.Finish();
        }
    }

    /// <summary>
    /// Reads what was written until now, and never waits: no more than a pipe can hold, however much comes meanwhile, or comes from what a process has
    /// started and left behind.
    /// </summary>
    public void CatchUp()
    {
        if (OperatingSystem.IsWindows())
            return;
        lock (_gate)
        {
            for (int read = 0; read < MostInPipe && !_ended && Poll.IsReadable(Descriptor); read += _buffer.Length)
                ReadOnce();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _ended = true;
        Hurry();
        if (OperatingSystem.IsWindows())
            _ = WindowsCalls.CancelPending(Handle, 0); // else the thread that reads keeps the pipe until whoever has its other end is gone
        stream.Dispose();
    }

    private void Hurry()
    {
        _isHurried = true;
        if (IsForwarded && _readerEnd is not null)
            OutputWriter.Shared.Hurry();
    }

    private nint Handle => stream switch
    {
        FileStream file => file.SafeFileHandle.DangerousGetHandle(),
        PipeStream pipe => pipe.SafePipeHandle.DangerousGetHandle(),
        _ => 0,
    };

    private bool ReadOnce()
    {
        if (_ended)
            return false;
        int count = _plain.Read(_buffer);
        if (count == 0)
        {
            _ended = true;
            lines.Finish();
            return false;
        }
        lines.Add(_buffer.AsSpan(0, count));
        return true;
    }
}
