using ParallelGen.Platform;
using ParallelGen.Transport.Sockets;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>How the two sides of a new worker agree on the transport of its calls.</summary>
internal static class TransportChoice
{
    private const string Remedy = "Use PoolTransport.Automatic or PoolTransport.Socket.";

    /// <summary>The parent's side: makes the segment to offer, while the worker still starts. Null where calls will travel over the socket.</summary>
    /// <param name="transport">What the pool asks for.</param>
    /// <param name="onMissing">Told the problem, where there is none though the pool would have one.</param>
    /// <exception cref="WorkerStartException">There must be one, and there is no room for it.</exception>
    public static Segment? CreateSegment(PoolTransport transport, Action<string> onMissing)
    {
        if (transport is PoolTransport.Socket)
            return null;
        try
        {
            Failpoint.Hit("parent.segment");
            return Segment.Create();
        }
        catch (SegmentException exception)
        {
            if (transport is PoolTransport.SharedMemory)
                throw new WorkerStartException($"A worker has no shared memory. {exception.Message} {Remedy}", exception);
            onMissing(exception.Message);
            return null;
        }
    }

    /// <summary>The parent's side, directly after the handshake: offers the segment and waits for the answer.</summary>
    /// <param name="socket">The calls channel, which is the connection's from now on.</param>
    /// <param name="segment">What <see cref="CreateSegment"/> gave; the connection's from now on.</param>
    /// <param name="options">The pool's.</param>
    /// <param name="onMissing">Told the problem, where the worker can't use it.</param>
    /// <exception cref="WorkerStartException">Calls must travel through shared memory, and the worker can't use it.</exception>
    public static Connection Offer(LocalSocket socket, Segment? segment, ProcessPoolOptions options, Action<string> onMissing)
    {
        try
        {
            SegmentOffer.Of(segment, options.SpinPolicy).Send(socket);
            string problem = segment is null ? "" : SegmentOffer.ReceiveAnswer(socket);
            if (segment is not null && problem.Length == 0)
            {
                segment.CloseHandle();
                return new ParentConnection(socket, segment, options.MaxPayloadBytes);
            }
            if (options.Transport is PoolTransport.SharedMemory)
                throw new WorkerStartException($"The worker can't use shared memory: {problem} {Remedy}");
            if (segment is not null)
                onMissing(problem);
        }
        catch
        {
            segment?.Dispose();
            throw;
        }
        segment?.Dispose();
        return new SocketConnection(socket, options.MaxPayloadBytes, mayBlock: false);
    }

    /// <summary>The worker's side, directly after the handshake.</summary>
    /// <param name="socket">The calls channel, which is the connection's from now on.</param>
    /// <param name="maxPayloadBytes">The largest payload in either direction.</param>
    public static Connection Accept(LocalSocket socket, long maxPayloadBytes)
    {
        SegmentOffer offer = SegmentOffer.Receive(socket);
        if (offer.HasSegment)
        {
            try
            {
                Segment segment = offer.Open();
                segment.CloseHandle();
                SegmentOffer.SendAnswer(socket, "");
                return new WorkerConnection(socket, segment, maxPayloadBytes, new SpinBudget(offer.SpinPolicy, offer.Processors));
            }
            catch (SegmentException exception)
            {
                SegmentOffer.SendAnswer(socket, exception.Message);
            }
        }
        return new SocketConnection(socket, maxPayloadBytes, mayBlock: true);
    }
}
