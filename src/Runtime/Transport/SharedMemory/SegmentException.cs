namespace ParallelGen.Transport.SharedMemory;

/// <summary>A shared-memory segment can't be had here: there is no room for it, or the system does not allow it.</summary>
internal sealed class SegmentException(string message, Exception? innerException = null) : Exception(message, innerException);
