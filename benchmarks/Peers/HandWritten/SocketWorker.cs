using System.Diagnostics;
using System.Net.Sockets;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>The calling side: frames of a <see cref="BinaryWriter"/> over a Unix socket.</summary>
internal sealed class SocketWorker : HandWrittenWorker
{
    private const int FlushEvery = 64;
    private const int MaxInFlight = 1_024;

    private readonly FrameStream _stream;

    private SocketWorker(Process process, FrameStream stream)
        : base(process) => _stream = stream;

    public static SocketWorker Start()
    {
        string address = Path.Combine(Path.GetTempPath(), $"peers-{Guid.NewGuid():N}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(address));
        listener.Listen(1);
        Process process = Launch([HiddenCommand.ServeSocket, address], redirect: false);
        Socket accepted = listener.Accept();
        File.Delete(address);
        return new SocketWorker(process, new FrameStream(accepted));
    }

    public override int Increment(int value) => Ask(Operation.Increment, writer => writer.Write(value)).ReadInt32();

    public override int[] IncrementAll(int[] values)
    {
        Ask(Operation.IncrementAll, _ => _stream.WriteInts(values));
        return _stream.ReadInts();
    }

    public override int[] MeasureAll(string[] texts)
    {
        Ask(Operation.MeasureAll, _ => _stream.WriteStrings(texts));
        return _stream.ReadInts();
    }

    public override byte[] Echo(byte[] data)
    {
        Ask(Operation.Echo, _ => _stream.WriteBlock<byte>(data));
        return _stream.ReadBlock<byte>();
    }

    public override double[] EchoDoubles(double[] data)
    {
        Ask(Operation.EchoDoubles, _ => _stream.WriteBlock<double>(data));
        return _stream.ReadBlock<double>();
    }

    public override Record[] EchoRecords(Record[] records)
    {
        Ask(Operation.EchoRecords, _ => _stream.WriteRecords(records));
        return _stream.ReadRecords();
    }

    public override int CountPrimes(int from, int to) => Ask(Operation.CountPrimes, writer => { writer.Write(from); writer.Write(to); }).ReadInt32();

    public override Stamp Spin(int item)
    {
        BinaryReader reader = Ask(Operation.Spin, writer => writer.Write(item));
        return new Stamp(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
    }

    public override void Forever() => Ask(Operation.Forever, _ => { }).ReadInt32();

    public override void Sleep(int milliseconds) => Ask(Operation.Sleep, writer => writer.Write(milliseconds)).ReadInt32();

    public override void Allocate(int item) => Ask(Operation.Allocate, writer => writer.Write(item)).ReadInt64();

    /// <summary>One thread sends ahead, this one reads.</summary>
    public override void Burst(int calls)
    {
        using var window = new SemaphoreSlim(MaxInFlight / FlushEvery);
        var sender = new Thread(() =>
        {
            for (int i = 0; i < calls; i++)
            {
                if (i % FlushEvery == 0)
                    window.Wait();
                _stream.Writer.Write((byte)Operation.Increment);
                _stream.Writer.Write(i);
                if (i % FlushEvery == FlushEvery - 1 || i == calls - 1)
                    _stream.Writer.Flush();
            }
        });
        sender.Start();
        for (int i = 0; i < calls; i++)
        {
            _stream.Reader.ReadInt32();
            if (i % FlushEvery == FlushEvery - 1)
                window.Release();
        }
        sender.Join();
    }

    public override void Dispose()
    {
        base.Dispose();
        _stream.Dispose();
    }

    private BinaryReader Ask(Operation operation, Action<BinaryWriter> writeArguments)
    {
        _stream.Writer.Write((byte)operation);
        writeArguments(_stream.Writer);
        _stream.Writer.Flush();
        return _stream.Reader;
    }
}
