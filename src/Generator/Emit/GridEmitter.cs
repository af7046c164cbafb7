using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the bodies of the codec of an array of several dimensions.</summary>
internal static class GridEmitter
{
    private const string Grid = "global::ParallelGen.CompilerServices.Grid.";

    public static void EmitWrite(SourceWriter source, GridCodec codec, ValueEmitter values)
    {
        source.Lines($"writer.WriteObjectHeader({codec.Rank + 1});");
        for (int i = 0; i < codec.Rank; i++)
            source.Lines($"writer.WriteInt32(value.GetLength({i}));");
        if (codec.IsBlock)
        {
            source.Lines($"writer.{codec.Items.Write}({Grid}Elements<{codec.Element.Type}>(value));").Lines("writer.Leave();");
            return;
        }

        source.Lines("writer.WriteArrayHeader(value.Length);").Lines("writer.Enter();");
        string write = values.Write(codec.Element, "element");
        string loop = $"foreach ({codec.Element.Type} element in value)";
        if (codec.Element.HasParts)
        {
            source.Lines("int index = 0;").Open("try").Open(loop).Lines(write).Lines("index++;").Close();
            TrailEmitter.CloseElement(source);
        }
        else
        {
            source.Lines(loop).Continue(write);
        }

        source.Lines("writer.Leave();").Lines("writer.Leave();");
    }

    public static void EmitRead(SourceWriter source, GridCodec codec, ValueEmitter values)
    {
        source.Lines($"reader.ReadObjectHeader({codec.Rank + 1});");
        for (int i = 0; i < codec.Rank; i++)
            source.Lines($"int length{i} = reader.ReadInt32();");
        string lengths = string.Join(", ", Enumerable.Range(0, codec.Rank).Select(static i => "length" + i));
        source
            .Lines($"{codec.Items.Type}? items = {values.Read(codec.Items with { IsForgiven = false })};")
            .Lines("reader.Leave();")
            .Lines($"{Grid}Check(items, {lengths});")
            .Lines($"{codec.Type} made = {codec.Made};")
            .Lines($"{Grid}Fill(made, items);")
            .Lines("return made;");
    }
}
