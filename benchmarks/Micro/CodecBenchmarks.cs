using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using ParallelGen.CompilerServices;

namespace ParallelGen.Benchmarks;

/// <summary>
/// The codec against System.Text.Json (generated serializer) and BinaryWriter, each with memory that is used again. Single values are a
/// thousand in a row, so that beginning and ending a payload does not hide them.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[HideColumns("Error", "StdDev", "Median", "RatioSD", "Gen0", "Gen1", "Gen2")]
public class CodecBenchmarks : IDisposable
{
    private const int Count = 1000;

    // As the generator writes it.
    private static readonly PoolMethod<List<Sample>, List<Sample>> s_records = Generated.Micro.ParallelGen_Benchmarks_SampleWork_Echo.Instance;

    private readonly PayloadBuffer _buffer = new();
    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _binary;
    private readonly ArrayBufferWriter<byte> _jsonBuffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly int[] _ints = new int[Count];
    private readonly int[] _anyInts = new int[Count];
    private readonly string[] _strings = new string[Count];
    private readonly double[] _array = new double[1_000_000];
    private readonly List<Sample> _records = [];
    private readonly byte[] _anyIntsWire, _anyIntsBinary, _anyIntsJson, _intsWire, _intsBinary, _intsJson, _stringsWire, _stringsBinary, _stringsJson, _arrayWire, _arrayBinary, _arrayJson, _recordsWire, _recordsBinary, _recordsJson;

    /// <summary>Makes the values and their encoded forms.</summary>
    public CodecBenchmarks()
    {
        _binary = new BinaryWriter(_stream);
        _json = new Utf8JsonWriter(_jsonBuffer);
        Random random = new(1);
        for (int i = 0; i < Count; i++)
        {
            // Any int, of which nearly all have four bytes; and ints of all widths alike, which nobody can guess.
            _anyInts[i] = (int)random.NextInt64();
            _ints[i] = (int)(random.NextInt64() >> random.Next(33, 63));
            _strings[i] = "The item " + random.Next(1_000_000, 10_000_000);
            double[] points = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble())];
            _records.Add(new Sample(random.Next(), "Student " + random.Next(10_000_000, 100_000_000), random.NextDouble(), points));
        }

        for (int i = 0; i < _array.Length; i++) _array[i] = random.NextDouble();
        (_anyIntsWire, _anyIntsBinary, _anyIntsJson) = (Wire(EncodeAnyInts), Binary(EncodeAnyIntsBinary), Json(EncodeAnyIntsJson));
        (_intsWire, _intsBinary, _intsJson) = (Wire(EncodeInts), Binary(EncodeIntsBinary), Json(EncodeIntsJson));
        (_stringsWire, _stringsBinary, _stringsJson) = (Wire(EncodeStrings), Binary(EncodeStringsBinary), Json(EncodeStringsJson));
        (_arrayWire, _arrayBinary, _arrayJson) = (Wire(EncodeArray), Binary(EncodeArrayBinary), Json(EncodeArrayJson));
        (_recordsWire, _recordsBinary, _recordsJson) = (Wire(EncodeRecords), Binary(EncodeRecordsBinary), Json(EncodeRecordsJson));
    }

    // ---- int

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("encode int of any width")]
    public long EncodeInts()
    {
        WireWriter writer = Begin();
        foreach (int value in _ints) writer.WriteInt32(value);
        PayloadBuffer.Complete(ref writer);
        return _buffer.Length;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode int of any width")]
    public long EncodeIntsBinary()
    {
        _stream.Position = 0;
        foreach (int value in _ints) _binary.Write(value);
        return _stream.Position;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode int of any width")]
    public long EncodeIntsJson()
    {
        BeginJson();
        _json.WriteStartArray();
        foreach (int value in _ints) _json.WriteNumberValue(value);
        _json.WriteEndArray();
        _json.Flush();
        return _jsonBuffer.WrittenCount;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("decode int of any width")]
    public long DecodeInts()
    {
        WireReader reader = new(_intsWire);
        long sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadInt32();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode int of any width")]
    public long DecodeIntsBinary()
    {
        using BinaryReader reader = new(new MemoryStream(_intsBinary));
        long sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadInt32();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode int of any width")]
    public long DecodeIntsJson()
    {
        Utf8JsonReader reader = new(_intsJson);
        long sum = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number) sum += reader.GetInt32();
        }

        return sum;
    }

    // ---- any int

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("encode int")]
    public long EncodeAnyInts()
    {
        WireWriter writer = Begin();
        foreach (int value in _anyInts) writer.WriteInt32(value);
        PayloadBuffer.Complete(ref writer);
        return _buffer.Length;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode int")]
    public long EncodeAnyIntsBinary()
    {
        _stream.Position = 0;
        foreach (int value in _anyInts) _binary.Write(value);
        return _stream.Position;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode int")]
    public long EncodeAnyIntsJson()
    {
        BeginJson();
        _json.WriteStartArray();
        foreach (int value in _anyInts) _json.WriteNumberValue(value);
        _json.WriteEndArray();
        _json.Flush();
        return _jsonBuffer.WrittenCount;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("decode int")]
    public long DecodeAnyInts()
    {
        WireReader reader = new(_anyIntsWire);
        long sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadInt32();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode int")]
    public long DecodeAnyIntsBinary()
    {
        using BinaryReader reader = new(new MemoryStream(_anyIntsBinary));
        long sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadInt32();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode int")]
    public long DecodeAnyIntsJson()
    {
        Utf8JsonReader reader = new(_anyIntsJson);
        long sum = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number) sum += reader.GetInt32();
        }

        return sum;
    }

    // ---- string

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("encode string")]
    public long EncodeStrings()
    {
        WireWriter writer = Begin();
        foreach (string value in _strings) writer.WriteString(value);
        PayloadBuffer.Complete(ref writer);
        return _buffer.Length;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode string")]
    public long EncodeStringsBinary()
    {
        _stream.Position = 0;
        foreach (string value in _strings) _binary.Write(value);
        return _stream.Position;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("encode string")]
    public long EncodeStringsJson()
    {
        BeginJson();
        _json.WriteStartArray();
        foreach (string value in _strings) _json.WriteStringValue(value);
        _json.WriteEndArray();
        _json.Flush();
        return _jsonBuffer.WrittenCount;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count), BenchmarkCategory("decode string")]
    public int DecodeStrings()
    {
        WireReader reader = new(_stringsWire);
        int sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadString()!.Length;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode string")]
    public int DecodeStringsBinary()
    {
        using BinaryReader reader = new(new MemoryStream(_stringsBinary));
        int sum = 0;
        for (int i = 0; i < Count; i++) sum += reader.ReadString().Length;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count), BenchmarkCategory("decode string")]
    public int DecodeStringsJson()
    {
        Utf8JsonReader reader = new(_stringsJson);
        int sum = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) sum += reader.GetString()!.Length;
        }

        return sum;
    }

    // ---- double[1M]

    [Benchmark(Baseline = true), BenchmarkCategory("encode double[1M]")]
    public long EncodeArray()
    {
        WireWriter writer = Begin();
        writer.WriteRaw(_array);
        PayloadBuffer.Complete(ref writer);
        return _buffer.Length;
    }

    [Benchmark, BenchmarkCategory("encode double[1M]")]
    public long EncodeArrayBinary()
    {
        _stream.Position = 0;
        _binary.Write(_array.Length);
        _binary.Write(MemoryMarshal.AsBytes(_array.AsSpan()));
        return _stream.Position;
    }

    [Benchmark, BenchmarkCategory("encode double[1M]")]
    public long EncodeArrayJson()
    {
        BeginJson();
        JsonSerializer.Serialize(_json, _array, SampleJson.Default.DoubleArray);
        return _jsonBuffer.WrittenCount;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("decode double[1M]")]
    public double[] DecodeArray()
    {
        WireReader reader = new(_arrayWire);
        return reader.ReadRaw<double>()!;
    }

    [Benchmark, BenchmarkCategory("decode double[1M]")]
    public double[] DecodeArrayBinary()
    {
        using BinaryReader reader = new(new MemoryStream(_arrayBinary));
        double[] value = new double[reader.ReadInt32()];
        reader.ReadExactly(MemoryMarshal.AsBytes(value.AsSpan()));
        return value;
    }

    [Benchmark, BenchmarkCategory("decode double[1M]")]
    public double[] DecodeArrayJson() => JsonSerializer.Deserialize(_arrayJson, SampleJson.Default.DoubleArray)!;

    // ---- 1000 records

    [Benchmark(Baseline = true), BenchmarkCategory("encode 1000 records")]
    public long EncodeRecords()
    {
        WireWriter writer = Begin();
        s_records.WriteArguments(ref writer, in _records);
        PayloadBuffer.Complete(ref writer);
        return _buffer.Length;
    }

    [Benchmark, BenchmarkCategory("encode 1000 records")]
    public long EncodeRecordsBinary()
    {
        _stream.Position = 0;
        _binary.Write(_records.Count);
        foreach (Sample record in _records)
        {
            _binary.Write(record.Id);
            _binary.Write(record.Name);
            _binary.Write(record.Score);
            _binary.Write(record.Points.Length);
            _binary.Write(MemoryMarshal.AsBytes(record.Points.AsSpan()));
        }

        return _stream.Position;
    }

    [Benchmark, BenchmarkCategory("encode 1000 records")]
    public long EncodeRecordsJson()
    {
        BeginJson();
        JsonSerializer.Serialize(_json, _records, SampleJson.Default.ListSample);
        return _jsonBuffer.WrittenCount;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("decode 1000 records")]
    public List<Sample> DecodeRecords()
    {
        WireReader reader = new(_recordsWire);
        return s_records.ReadResult(ref reader);
    }

    [Benchmark, BenchmarkCategory("decode 1000 records")]
    public List<Sample> DecodeRecordsBinary()
    {
        using BinaryReader reader = new(new MemoryStream(_recordsBinary));
        int count = reader.ReadInt32();
        List<Sample> records = new(count);
        for (int i = 0; i < count; i++)
        {
            (int id, string name, double score) = (reader.ReadInt32(), reader.ReadString(), reader.ReadDouble());
            double[] points = new double[reader.ReadInt32()];
            reader.ReadExactly(MemoryMarshal.AsBytes(points.AsSpan()));
            records.Add(new Sample(id, name, score, points));
        }

        return records;
    }

    [Benchmark, BenchmarkCategory("decode 1000 records")]
    public List<Sample> DecodeRecordsJson() => JsonSerializer.Deserialize(_recordsJson, SampleJson.Default.ListSample)!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Dispose();
        _binary.Dispose();
        _stream.Dispose();
        _json.Dispose();
        GC.SuppressFinalize(this);
    }

    private WireWriter Begin()
    {
        _buffer.Clear();
        return new WireWriter(_buffer);
    }

    private void BeginJson()
    {
        _jsonBuffer.ResetWrittenCount();
        _json.Reset(_jsonBuffer);
    }

    private byte[] Wire(Func<long> encode)
    {
        encode();
        MemoryStream bytes = new();
        for (int i = 0; i < _buffer.SegmentCount; i++) bytes.Write(_buffer[i]);
        return bytes.ToArray();
    }

    private byte[] Binary(Func<long> encode) => encode() is long length ? _stream.GetBuffer().AsSpan(0, (int)length).ToArray() : [];

    private byte[] Json(Func<long> encode) => encode() is long length ? _jsonBuffer.WrittenSpan[..(int)length].ToArray() : [];
}
