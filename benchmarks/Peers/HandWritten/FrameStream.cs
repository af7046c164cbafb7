using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>Both directions of a connection, buffered, and the shapes that travel in it.</summary>
internal sealed class FrameStream : IDisposable
{
    private const int BufferSize = 64 << 10;

    private readonly NetworkStream _stream;

    public FrameStream(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        Writer = new BinaryWriter(new BufferedStream(_stream, BufferSize));
        Reader = new BinaryReader(new BufferedStream(_stream, BufferSize));
    }

    public BinaryWriter Writer { get; }

    public BinaryReader Reader { get; }

    public void WriteInts(int[] values)
    {
        Writer.Write(values.Length);
        foreach (int value in values)
            Writer.Write(value);
    }

    public int[] ReadInts()
    {
        var values = new int[Reader.ReadInt32()];
        for (int i = 0; i < values.Length; i++)
            values[i] = Reader.ReadInt32();
        return values;
    }

    public void WriteStrings(string[] texts)
    {
        Writer.Write(texts.Length);
        foreach (string text in texts)
            Writer.Write(text);
    }

    public string[] ReadStrings()
    {
        var texts = new string[Reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = Reader.ReadString();
        return texts;
    }

    public void WriteBlock<T>(T[] data)
        where T : unmanaged
    {
        Writer.Write(data.Length);
        Writer.Write(MemoryMarshal.AsBytes<T>(data));
    }

    public T[] ReadBlock<T>()
        where T : unmanaged
    {
        var data = new T[Reader.ReadInt32()];
        Reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan()));
        return data;
    }

    public void WriteRecords(Record[] records)
    {
        Writer.Write(records.Length);
        foreach (Record record in records)
        {
            Writer.Write(record.Id);
            Writer.Write(record.Name);
            Writer.Write(record.X);
            Writer.Write(record.Y);
            WriteBlock(record.Values);
        }
    }

    public Record[] ReadRecords()
    {
        var records = new Record[Reader.ReadInt32()];
        for (int i = 0; i < records.Length; i++)
            records[i] = new Record(Reader.ReadInt32(), Reader.ReadString(), Reader.ReadDouble(), Reader.ReadDouble(), ReadBlock<double>());
        return records;
    }

    public void Dispose() => _stream.Dispose();
}
