using ParallelGen.CompilerServices;

namespace ParallelGen.Tests.Lanes;

/// <summary>Texts as items; some can't be encoded, or decoded.</summary>
internal sealed class TextCodec : LaneCodec<string>
{
    public static readonly TextCodec Instance = new();

    public override void Write(ref WireWriter writer, string item)
    {
        writer.WriteString(item);
        if (item == "unwritable")
            throw new FormatException("can't be written");
    }

    public override string Read(ref WireReader reader)
    {
        string item = reader.ReadString()!;
        return item == "unreadable" ? throw new FormatException("can't be read") : item;
    }
}
