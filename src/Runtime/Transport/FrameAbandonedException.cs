namespace ParallelGen.Transport;

/// <summary>The sender of a frame could not finish it after a part of it was sent. The connection goes on with the next frame.</summary>
internal sealed class FrameAbandonedException() : Exception("The sender of a frame gave it up in the middle.");
