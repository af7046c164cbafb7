namespace ParallelGen.Tests.Encoding;

/// <summary>A type that holds itself, with the pair of methods that the generator would write for it.</summary>
internal sealed class HostileSample
{
    internal string? Name { get; private set; }

    internal List<HostileSample?>? Children { get; private set; }

    internal Dictionary<string, long>? Counts { get; private set; }

    internal double[]? Points { get; private set; }

    internal DateTime When { get; private set; }

    internal static HostileSample Make(Random random, int depth)
    {
        HostileSample sample = new()
        {
            Name = random.Next(4) == 0 ? null : new string((char)random.Next(0x20, 0x2000), random.Next(40)),
            Points = random.Next(3) == 0 ? null : new double[random.Next(20)],
            When = DateTime.UnixEpoch.AddTicks(random.NextInt64(1L << 60)),
            Counts = [],
        };
        for (int i = random.Next(4); i > 0; i--) sample.Counts["key " + i] = random.NextInt64();
        if (depth == 0) return sample;
        sample.Children = [];
        for (int i = random.Next(4); i > 0; i--) sample.Children.Add(random.Next(4) == 0 ? null : Make(random, depth - 1));
        return sample;
    }

    internal static void Write(ref WireWriter writer, HostileSample? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteObjectHeader(5);
        writer.WriteString(value.Name);
        if (value.Children is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteArrayHeader(value.Children.Count);
            writer.Enter();
            foreach (HostileSample? child in value.Children) Write(ref writer, child);
            writer.Leave();
        }

        writer.WriteMapHeader(value.Counts!.Count);
        foreach ((string key, long count) in value.Counts)
        {
            writer.WriteString(key);
            writer.WriteInt64(count);
        }

        writer.WriteRaw(value.Points);
        writer.WriteDateTime(value.When);
        writer.Leave();
    }

    internal static HostileSample? Read(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadObjectHeader(5);
        HostileSample value = new() { Name = reader.ReadString() };
        if (!reader.TryReadNil())
        {
            int count = reader.ReadArrayHeader();
            reader.Enter();
            value.Children = new List<HostileSample?>(count);
            for (int i = 0; i < count; i++) value.Children.Add(Read(ref reader));
            reader.Leave();
        }

        int pairs = reader.ReadMapHeader();
        value.Counts = new Dictionary<string, long>(pairs);
        for (int i = 0; i < pairs; i++)
        {
            string key = reader.ReadString() ?? throw new CallSerializationException("A key is null.");
            value.Counts[key] = reader.ReadInt64();
        }

        value.Points = reader.ReadRaw<double>();
        value.When = reader.ReadDateTime();
        reader.Leave();
        return value;
    }
}
