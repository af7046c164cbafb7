namespace ParallelGen.Transport;

/// <summary>The peer is gone in the middle of a frame.</summary>
internal sealed class ConnectionLostException(string message, Exception? innerException = null) : Exception(message, innerException);
