using System.Globalization;
using System.Text;
using ParallelGen.CompilerServices;
using ParallelGen.Encoding;
using ParallelGen.Protocol;

namespace Faults.Tests.Frame;

/// <summary>
/// The decoders to be fuzzed, and frames to begin with: valid ones that are made here, and those in the folder <c>Corpus</c>, whose files are
/// named after their decoder (a frame that was once decoded wrong stays there).
/// </summary>
internal sealed class Corpus
{
    private readonly Dictionary<string, FuzzTarget> _targets = new(StringComparer.Ordinal);
    private readonly List<(FuzzTarget Target, byte[] Frame)> _seeds = [];

    public IReadOnlyCollection<FuzzTarget> Targets => _targets.Values;

    public IReadOnlyList<(FuzzTarget Target, byte[] Frame)> Seeds => _seeds;

    public static Corpus Load()
    {
        var corpus = new Corpus();
        corpus.AddGenerated<Parcel>("Carry", [Sample(0), Sample(3)]);
        corpus.AddGenerated<int[,]>("Grid", [new int[0, 3], new int[2, 3]]);
        corpus.AddGenerated<List<string?[]>>("Texts", [[], [["a", null, "äöü"], []]]);
        corpus.AddGenerated<double[]>("Column", [[], [1, 2, 3.5]]);
        corpus.AddMessages();
        foreach (string file in Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "tests/Faults/Corpus"), "*.hex"))
        {
            string name = Path.GetFileName(file).Split('-')[0];
            corpus._seeds.Add((corpus._targets[name], Convert.FromHexString(File.ReadAllText(file).Trim())));
        }
        return corpus;
    }

    public (FuzzTarget Target, byte[] Frame) Pick(Random random) => _seeds[random.Next(_seeds.Count)];

    public byte[] Any(Random random) => Pick(random).Frame;

    private void AddGenerated<T>(string method, T[] values)
    {
        PoolMethod found = MethodRegistry.Find(typeof(FuzzWork).Assembly)!.Methods.Single(candidate => candidate.Name == $"FuzzWork.{method}");
        var typed = (PoolMethod<T, T>)found;
        FuzzTarget target = Add(method, bytes =>
        {
            var reader = new WireReader(bytes);
            typed.ReadResult(ref reader);
            Ends(ref reader);
        });
        foreach (T value in values)
        {
            using var payload = new PayloadBuffer();
            var writer = new WireWriter(payload);
            typed.WriteArguments(ref writer, in value);
            Seed(target, ref writer, payload);
        }
    }

    private void AddMessages()
    {
        FuzzTarget header = Add("FrameHeader", static bytes =>
        {
            if (bytes.Length < FrameHeader.Size)
                throw new ProtocolException("Too short.");
            FrameHeader.Read(bytes);
        });
        byte[] frame = new byte[FrameHeader.Size];
        new FrameHeader(FrameKind.Chunk, 7) { Length = 99, Count = 3, FirstItem = 12 }.Write(frame);
        _seeds.Add((header, frame));

        AddMessage("RemoteError", static (ref reader) => RemoteError.Read(ref reader),
            static (ref writer) => RemoteError.Of(
                new AggregateException("outer", new ArgumentOutOfRangeException("name", 42, "inner"), new FileNotFoundException("no file", "/a", new TimeoutException("late"))),
                RemoteErrorOrigin.Method).Write(ref writer));
        AddMessage("CallContext", static (ref reader) => CallContext.Read(ref reader),
            static (ref writer) => new CallContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null, "de-DE", "en").Write(ref writer));
        AddMessage("AssemblyFingerprint", static (ref reader) => AssemblyFingerprint.Read(ref reader),
            static (ref writer) => new AssemblyFingerprint("App, Version=1.0.0.0", "/app/App.dll", Guid.Empty, 42).Write(ref writer));

        FuzzTarget start = Add("WorkerStartInfo", static bytes => WorkerStartInfo.Read(new MemoryStream(bytes)));
        _seeds.Add((start, new WorkerStartInfo("/run/pgen-x/w", new byte[Handshake.TokenSize], new byte[Handshake.TokenSize], 1, 2, 3, 4, WorkerCulture.Of("de-DE", "en")).ToBytes()));
    }

    private void AddMessage(string name, Reading read, Writing write)
    {
        FuzzTarget target = Add(name, bytes =>
        {
            var reader = new WireReader(bytes);
            read(ref reader);
            Ends(ref reader);
        });
        using var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        write(ref writer);
        Seed(target, ref writer, payload);
    }

    private FuzzTarget Add(string name, Action<byte[]> decode) => _targets[name] = new FuzzTarget(name, decode);

    private void Seed(FuzzTarget target, ref WireWriter writer, PayloadBuffer payload)
    {
        PayloadBuffer.Complete(ref writer);
        var bytes = new List<byte>();
        for (int i = 0; i < payload.SegmentCount; i++)
            bytes.AddRange(payload[i]);
        _seeds.Add((target, [.. bytes]));
    }

    private static void Ends(ref WireReader reader)
    {
        if (!reader.End)
            throw new CallSerializationException("Something is left.");
    }

    private static Parcel Sample(int depth) => new(depth % 2 == 0 ? "label" : null, DateTimeOffset.UnixEpoch.AddHours(depth), new Guid(depth, 2, 3, new byte[8]), 12.50m)
    {
        Counts = new() { ["one"] = 1, [depth.ToString(CultureInfo.InvariantCulture)] = long.MaxValue },
        Marks = [1, 2, 3],
        Points = [(1, 2.5), (3, null)],
        Days = depth == 0 ? null : [DayOfWeek.Monday],
        Wrapping = depth % 2 == 0 ? new Paper("red") : new Crate(7, new Uri("https://example.org/")),
        Inside = depth == 0 ? [] : [Sample(depth - 1), Sample(0)],
    };

    private delegate void Reading(ref WireReader reader);

    private delegate void Writing(ref WireWriter writer);
}
