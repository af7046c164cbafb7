using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// The socket beside a ring: wakes the side that sleeps, and shows the peer's death. Who sleeps sets its flag first and then looks at the
/// ring once more; who sends looks at the flag after the ring: one of the two sees the other.
/// </summary>
/// <param name="socket">The socket, which is the doorbell's from now on.</param>
/// <param name="ownFlag">Set while this side sleeps.</param>
/// <param name="peerFlag">Set while the peer sleeps.</param>
/// <param name="isDeferred">Whether rings for whole frames wait for <see cref="Flush"/>.</param>
internal sealed unsafe class Doorbell(LocalSocket socket, int* ownFlag, int* peerFlag, bool isDeferred) : IDisposable
{
    private readonly int _descriptor = (int)socket.Handle;
    private volatile bool _isClosed;
    private bool _isRingOwed;

    /// <summary>Whether this side has closed the connection, or the peer is gone. What it sent before may still be in the ring.</summary>
    public bool IsGone => _isClosed || PeerLiveness.HasHungUp(_descriptor);

    /// <summary>Whether this side has closed the connection.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Asks to be rung for. Look at the ring after it.</summary>
    public void Arm()
    {
        Volatile.Write(ref *ownFlag, 1);
        // Full: the flag must be seen before the ring is looked at, which no release or acquire says.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Whether the peer is asked, and has not rung yet.</summary>
    public bool IsArmed => Volatile.Read(ref *ownFlag) != 0;

    public void Disarm() => Volatile.Write(ref *ownFlag, 0);

    /// <summary>
    /// Wakes the peer if it sleeps. Call it after the ring's tail was stored. Where the peer is gone, the thread that waits sees it.
    /// </summary>
    public void RingForSleeper()
    {
        // Full: the tail must be seen before the flag is read. With a weaker one both sides could see nothing of each other, and the peer
        // would sleep on a full ring.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *peerFlag) != 0)
            Ring();
    }

    /// <summary>Wakes the peer if it sleeps, now or at the next <see cref="Flush"/>. Call it after the ring's tail was stored.</summary>
    public void RingSoon()
    {
        if (isDeferred)
            _isRingOwed = true;
        else
            RingForSleeper();
    }

    /// <summary>Rings for what was sent since the last time.</summary>
    public void Flush()
    {
        if (!_isRingOwed)
            return;
        _isRingOwed = false;
        RingForSleeper();
    }

    /// <summary>Waits until the peer rings. False when it is gone, or this side has closed the connection.</summary>
    public bool Wait()
    {
        // More than one ring may have come in the meantime.
        Span<byte> rings = stackalloc byte[64];
        try
        {
            return socket.Receive(rings) > 0;
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            // A peer that is killed with unread bytes resets the connection: the same end.
            return false;
        }
    }

    public void Close()
    {
        _isClosed = true;
        try
        {
            socket.Shutdown();
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            // The peer was faster, or another thread: it is closed.
        }
    }

    public void Dispose()
    {
        Close();
        socket.Dispose();
    }

    private void Ring()
    {
        // Before the byte: from the byte on the peer may set the flag again.
        Volatile.Write(ref *peerFlag, 0);
        PeerLiveness.Ring(socket, _descriptor);
    }
}
