namespace ParallelGen.Benchmarks;

/// <summary>The calls that the generator writes for a list of <see cref="Sample"/>.</summary>
internal static class SampleCodec
{
    public static void Write(ref WireWriter writer, List<Sample>? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(value.Count);
        writer.Enter();
        foreach (Sample element in value) Write(ref writer, element);
        writer.Leave();
    }

    public static void Write(ref WireWriter writer, Sample? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteObjectHeader(5);
        writer.WriteInt32(value.Id);
        writer.WriteString(value.Name);
        writer.WriteDouble(value.Score);
        writer.WriteBoolean(value.Passed);
        writer.WriteDateTime(value.When);
        writer.Leave();
    }

    public static List<Sample>? ReadList(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        int count = reader.ReadArrayHeader();
        reader.Enter();
        List<Sample> value = new(count);
        for (int i = 0; i < count; i++) value.Add(Read(ref reader)!);
        reader.Leave();
        return value;
    }

    public static Sample? Read(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadObjectHeader(5);
        Sample value = new(reader.ReadInt32(), reader.ReadString()!, reader.ReadDouble(), reader.ReadBoolean(), reader.ReadDateTime());
        reader.Leave();
        return value;
    }
}
