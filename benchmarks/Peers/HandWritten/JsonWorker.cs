using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>The calling side: one line of JSON for each call and each answer, over the worker's standard input and output.</summary>
internal sealed class JsonWorker : HandWrittenWorker
{
    private readonly Process _process;

    private JsonWorker(Process process)
        : base(process) => _process = process;

    public static JsonWorker Start() => new(Launch([HiddenCommand.ServeJson], redirect: true));

    public override int Increment(int value) => Ask<int, int>(Operation.Increment, value);

    public override int[] IncrementAll(int[] values) => Ask<int[], int[]>(Operation.IncrementAll, values);

    public override int[] MeasureAll(string[] texts) => Ask<string[], int[]>(Operation.MeasureAll, texts);

    public override byte[] Echo(byte[] data) => Ask<byte[], byte[]>(Operation.Echo, data);

    // As base64: numbers in text would take minutes.
    public override double[] EchoDoubles(double[] data) =>
        MemoryMarshal.Cast<byte, double>(Echo(MemoryMarshal.AsBytes<double>(data).ToArray())).ToArray();

    public override Record[] EchoRecords(Record[] records) => Ask<Record[], Record[]>(Operation.EchoRecords, records);

    public override int CountPrimes(int from, int to) => Ask<int[], int>(Operation.CountPrimes, [from, to]);

    public override Stamp Spin(int item) => Ask<int, Stamp>(Operation.Spin, item);

    public override void Forever() => Ask<int, int>(Operation.Forever, 0);

    public override void Sleep(int milliseconds) => Ask<int, int>(Operation.Sleep, milliseconds);

    public override void Allocate(int item) => Ask<int, long>(Operation.Allocate, item);

    private TResult Ask<T, TResult>(Operation operation, T argument)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(new JsonCall<T>(operation, argument)));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("The worker is gone.");
        return JsonSerializer.Deserialize<TResult>(answer)!;
    }
}
