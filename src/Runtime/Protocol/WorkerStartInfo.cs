using System.Globalization;

namespace ParallelGen.Protocol;

/// <summary>
/// What the parent tells a new worker over its standard input, which nobody else can read: nothing secret stands in the arguments or the
/// environment of a process.
/// </summary>
internal sealed record WorkerStartInfo(
    string SocketPath, byte[] WorkerToken, byte[] ParentToken, int WorkerId, int Generation, long MaxPayloadBytes, int MaxDepth, WorkerCulture Culture)
{
    private const int Magic = 0x32574750; // "PGW2" read as a little-endian number

    /// <summary>What is written to the standard input, which is closed behind it. Far smaller than a pipe's buffer, so that writing waits for nobody.</summary>
    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(SocketPath);
        writer.Write(WorkerToken);
        writer.Write(ParentToken);
        writer.Write(WorkerId);
        writer.Write(Generation);
        writer.Write(MaxPayloadBytes);
        writer.Write(MaxDepth);
        Culture.Write(writer);
        return stream.ToArray();
    }

    /// <exception cref="ProtocolException">The input is not what a parent writes.</exception>
    public static WorkerStartInfo Read(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream);
            if (reader.ReadInt32() != Magic)
                throw new ProtocolException("The standard input of this worker does not come from a ParallelGen of the same version.");
            return new WorkerStartInfo(reader.ReadString(), reader.ReadBytes(Handshake.TokenSize), reader.ReadBytes(Handshake.TokenSize),
                reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32(), WorkerCulture.Read(reader));
        }
        catch (EndOfStreamException)
        {
            throw new ProtocolException("The standard input of this worker ended early: its parent is gone.");
        }
        catch (Exception exception) when (exception is IOException or FormatException or CultureNotFoundException)
        {
            throw new ProtocolException($"The standard input of this worker is malformed: {exception.Message}");
        }
    }
}
