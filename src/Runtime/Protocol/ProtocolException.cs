namespace ParallelGen.Protocol;

/// <summary>The peer sent what the protocol does not allow. The worker that it came from, or is, is given up.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
