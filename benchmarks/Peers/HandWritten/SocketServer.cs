using System.Net.Sockets;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>The worker's side of <see cref="SocketWorker"/>.</summary>
internal static class SocketServer
{
    internal static void Serve(string address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(address));
        using var stream = new FrameStream(socket);
        try
        {
            while (true)
            {
                Answer(stream, (Operation)stream.Reader.ReadByte());
                stream.Writer.Flush();
            }
        }
        catch (IOException)
        {
            // The caller is gone, and so is the reason to be here.
        }
    }

    private static void Answer(FrameStream stream, Operation operation)
    {
        BinaryReader reader = stream.Reader;
        BinaryWriter writer = stream.Writer;
        switch (operation)
        {
            case Operation.Increment:
                writer.Write(Work.Increment(reader.ReadInt32()));
                break;
            case Operation.IncrementAll:
                stream.WriteInts(Array.ConvertAll(stream.ReadInts(), Work.Increment));
                break;
            case Operation.MeasureAll:
                stream.WriteInts(Array.ConvertAll(stream.ReadStrings(), Work.Measure));
                break;
            case Operation.Echo:
                stream.WriteBlock(Work.Echo(stream.ReadBlock<byte>()));
                break;
            case Operation.EchoDoubles:
                stream.WriteBlock(Work.EchoDoubles(stream.ReadBlock<double>()));
                break;
            case Operation.EchoRecords:
                stream.WriteRecords(Work.EchoRecords(stream.ReadRecords()));
                break;
            case Operation.CountPrimes:
                writer.Write(Work.CountPrimes(reader.ReadInt32(), reader.ReadInt32()));
                break;
            case Operation.Spin:
                Stamp stamp = Work.Spin(reader.ReadInt32());
                writer.Write(stamp.Item);
                writer.Write(stamp.ProcessId);
                writer.Write(stamp.StartedAt);
                break;
            case Operation.Forever:
                writer.Write(Work.Forever(0));
                break;
            case Operation.Sleep:
                Work.Sleep(reader.ReadInt32());
                writer.Write(0);
                break;
            case Operation.Allocate:
                writer.Write(Work.Allocate(reader.ReadInt32()));
                break;
            default:
                throw new InvalidDataException($"{operation}");
        }
    }
}
