using ParallelGen.Platform;
using BenchmarkDotNet.Attributes;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Benchmarks;

/// <summary>The rings between two threads, the second in the worker's place: what the transport alone costs, without a pool around it.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "Gen0", "Gen1", "Gen2")]
public class RingBenchmarks : IDisposable
{
    private const int Frames = 100_000;
    private const int EchoSize = 1024 * 1024;

    private readonly byte[] _data = new byte[EchoSize];
    private readonly byte[] _answer = new byte[EchoSize];
    private ParentConnection _parent = null!;
    private WorkerConnection _worker = null!;
    private Thread _thread = null!;

    /// <summary>Connects two threads, of which the second answers.</summary>
    [GlobalSetup]
    public void Connect()
    {
        string folder = Directory.CreateTempSubdirectory("ring-").FullName;
        string path = Path.Combine(folder, "s");
        using LocalListener listener = LocalListener.Listen(path);
        LocalSocket here = LocalSocket.Connect(path);
        LocalSocket there = listener.Accept()!;
        Directory.Delete(folder, recursive: true);

        Segment segment = Segment.Create();
        SegmentOffer.Of(segment, SpinPolicy.Always).Send(here);
        _worker = (WorkerConnection)TransportChoice.Accept(there, int.MaxValue);
        SegmentOffer.ReceiveAnswer(here);
        segment.CloseHandle();
        _parent = new ParentConnection(here, segment, int.MaxValue);
        _thread = new Thread(Answer) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends both.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _parent.Close();
        _thread.Join();
        _worker.Dispose();
        _parent.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One frame of four bytes after the other, one way; the last is answered.</summary>
    [Benchmark(OperationsPerInvoke = Frames)]
    public void OneWay()
    {
        for (int i = 0; i < Frames; i++)
        {
            while (!_parent.CanSend)
                Thread.Yield();
            WireWriter writer = _parent.BeginFrame(new FrameHeader(i == Frames - 1 ? FrameKind.Call : FrameKind.LoadAssembly, i));
            writer.WriteInt32(i);
            _parent.EndFrame(ref writer);
        }
        Receive();
        _parent.ReleasePayload();
    }

    /// <summary>A frame there, a frame back, while both poll.</summary>
    [Benchmark]
    public int RoundTrip()
    {
        WireWriter writer = _parent.BeginFrame(new FrameHeader(FrameKind.Call, 1));
        writer.WriteInt32(1);
        _parent.EndFrame(ref writer);
        Receive();
        WireReader reader = _parent.OpenPayload();
        int value = reader.ReadInt32();
        _parent.ReleasePayload();
        return value;
    }

    /// <summary>A mebibyte there and back, into arrays that are used again.</summary>
    [Benchmark]
    public void EchoOfOneMebibyte()
    {
        WireWriter writer = _parent.BeginFrame(new FrameHeader(FrameKind.Chunk, 1) { Count = EchoSize });
        writer.WriteColumn<byte>(_data);
        _parent.EndFrame(ref writer);
        Receive();
        WireReader reader = _parent.OpenPayload();
        reader.ReadColumn<byte>(_answer.AsSpan());
        _parent.ReleasePayload();
    }

    private void Receive()
    {
        while (!_parent.TryReceive(out _))
            Thread.SpinWait(1);
    }

    private void Answer()
    {
        byte[] column = new byte[EchoSize];
        while (_worker.Receive(out FrameHeader header))
        {
            if (header.Kind is FrameKind.LoadAssembly)
            {
                _worker.ReleasePayload();
                continue;
            }
            _worker.TryClaim(header);
            WireReader reader = _worker.OpenPayload();
            if (header.Kind is FrameKind.Chunk)
                reader.ReadColumn<byte>(column.AsSpan());
            _worker.ReleasePayload();
            WireWriter writer = _worker.BeginFrame(new FrameHeader(FrameKind.Result, header.CallId));
            if (header.Kind is FrameKind.Chunk)
                writer.WriteColumn<byte>(column);
            else
                writer.WriteInt32(2);
            _worker.EndFrame(ref writer);
        }
    }
}
