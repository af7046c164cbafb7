using System.Buffers;
using ParallelGen.Platform;

namespace ParallelGen.Transport.Sockets;

/// <summary>The receiving half of a socket: a buffer, and the payload that is read through it piece by piece.</summary>
internal sealed class SocketSource(LocalSocket socket) : WireSource, IDisposable
{
    private const int InitialSize = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;       // the first byte that was not taken
    private int _end;         // behind the last byte that was received
    private long _payload;    // what the payload still has behind _start
    private int _given;       // how much of it was given out as the last piece, from _start

    /// <summary>Whether nothing has come that was not taken.</summary>
    public bool IsEmpty => _end == _start;

    /// <summary>Waits until that many bytes are in the buffer. False at the end of the connection.</summary>
    /// <exception cref="ConnectionLostException">It ended within them.</exception>
    public bool TryFill(int count)
    {
        MakeRoom(count);
        while (_end - _start < count)
        {
            int received = Receive(_buffer.AsSpan(_end));
            if (received == 0)
            {
                if (_end == _start)
                    return false;
                int came = _end - _start;
                _start = _end; // they are nothing to wait for
                throw new ConnectionLostException($"The peer closed the connection within a frame: {came} of {count} bytes came.");
            }
            _end += received;
        }
        return true;
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _buffer.AsSpan(_start, count);
        _start += count;
        return taken;
    }

    public void BeginPayload(int length)
    {
        _payload = length;
        _given = 0;
    }

    public WireReader OpenReader()
    {
        // A payload that fits into the buffer is read in one piece.
        if (_payload <= InitialSize)
            Fill((int)_payload);
        return new WireReader(Give(), _payload, this);
    }

    /// <summary>Passes over what was not read of the payload.</summary>
    public void EndPayload()
    {
        while (_payload > 0)
        {
            if (_end == _start)
                Fill(1);
            int passed = (int)Math.Min(_payload, _end - _start);
            _start += passed;
            _payload -= passed;
        }
        _given = 0;
    }

    internal override long Arrived => Math.Min(_payload - _given, Math.Max(0, _end - _start - _given));

    internal override ReadOnlySpan<byte> Next(int unread, int needed)
    {
        Advance(_given - unread);
        Fill(needed);
        return Give();
    }

    internal override void CopyTo(Span<byte> destination)
    {
        Advance(_given);
        int buffered = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(destination);
        Advance(buffered);
        for (destination = destination[buffered..]; destination.Length > 0;)
        {
            int received = Receive(destination);
            if (received == 0)
                throw new ConnectionLostException("The peer closed the connection within a payload.");
            _payload -= received;
            destination = destination[received..];
        }
        _given = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<byte> Give()
    {
        _given = (int)Math.Min(_payload, _end - _start);
        return _buffer.AsSpan(_start, _given);
    }

    private void Advance(int count)
    {
        _start += count;
        _payload -= count;
    }

    private void Fill(int count)
    {
        if (count > 0 && !TryFill(count))
            throw new ConnectionLostException("The peer closed the connection within a payload.");
    }

    private void MakeRoom(int count)
    {
        if (_buffer.Length - _start >= count)
            return;
        byte[] target = count <= _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(count);
        _buffer.AsSpan(_start.._end).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }

    private int Receive(Span<byte> destination)
    {
        try
        {
            return socket.Receive(destination);
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            // A peer that is killed with unread bytes resets the connection: the same end.
            return 0;
        }
    }
}
