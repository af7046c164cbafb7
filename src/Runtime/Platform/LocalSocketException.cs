namespace ParallelGen.Platform;

/// <summary>The system reports an error of a local socket: the peer is gone, nobody listens, or the time is over.</summary>
internal sealed class LocalSocketException(string message, Exception? innerException = null) : IOException(message, innerException);
