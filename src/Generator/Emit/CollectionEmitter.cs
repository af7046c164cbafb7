using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the bodies of the codec of a collection.</summary>
internal static class CollectionEmitter
{
    public static void EmitWrite(SourceWriter source, CollectionCodec codec, ValueEmitter values)
    {
        CollectionShape shape = codec.Shape;
        string elements = "value";
        if (shape.Source != "value")
        {
            elements = "source";
            source.Lines($"var source = {shape.Source};");
        }

        if (shape.Comparer.Length > 0)
            source.Lines(shape.Comparer);
        source.Lines($"writer.Write{(codec.Entry is null ? "Array" : "Map")}Header({shape.Count});").Lines("writer.Enter();");
        if (codec.Entry is null)
            EmitWriteElements(source, codec, elements, values);
        else
            EmitWriteEntries(source, codec, codec.Entry, elements, values);
        source.Lines("writer.Leave();");
    }

    public static void EmitRead(SourceWriter source, CollectionCodec codec, ValueEmitter values)
    {
        CollectionShape shape = codec.Shape;
        if (shape.Comparer.Length > 0)
            source.Lines("global::System.StringComparer? comparer = reader.ReadComparer();");
        source.Lines($"int count = reader.Read{(codec.Entry is null ? "Array" : "Map")}Header();");
        if (shape.FixedCount > 0)
        {
            source
                .Lines($"if (count != {shape.FixedCount})")
                .Continue($"throw new global::ParallelGen.CallSerializationException(\"{shape.FixedCount} elements were expected, \" + count + \" are there.\");");
        }

        source.Lines("reader.Enter();").Lines($"var made = {shape.Made};");
        if (codec.Entry is null)
            EmitReadElements(source, codec, values);
        else
            EmitReadEntries(source, codec, codec.Entry, values);
        source.Lines("reader.Leave();").Lines($"return {shape.Finished};");
    }

    private static void EmitWriteElements(SourceWriter source, CollectionCodec codec, string elements, ValueEmitter values)
    {
        string loop = $"foreach ({codec.Element.Type} element in {elements})";
        string write = values.Write(codec.Element, "element");
        if (!codec.Element.HasParts)
        {
            source.Lines(loop).Continue(write);
            return;
        }

        source.Lines("int index = 0;").Open("try").Open(loop).Lines(write).Lines("index++;").Close();
        TrailEmitter.CloseElement(source);
    }

    private static void EmitWriteEntries(SourceWriter source, CollectionCodec codec, ValueModel entry, string elements, ValueEmitter values)
    {
        bool hasTrail = codec.Element.HasParts || entry.HasParts;
        string key = "pair.Key";
        if (hasTrail)
        {
            source.Lines($"{codec.Element.Type} key = default!;").Open("try");
            key = "key";
        }

        source.Open($"foreach (global::System.Collections.Generic.KeyValuePair<{codec.Element.Type}, {entry.Type}> pair in {elements})");
        if (hasTrail)
            source.Lines("key = pair.Key;");
        source.Lines(values.Write(codec.Element, key)).Lines(values.Write(entry, "pair.Value")).Close();
        if (hasTrail)
            TrailEmitter.CloseEntry(source);
    }

    private static void EmitReadElements(SourceWriter source, CollectionCodec codec, ValueEmitter values)
    {
        string add = codec.Shape.Add.Replace("element", values.Read(codec.Element));
        if (!codec.Element.HasParts)
        {
            source.Lines("for (int index = 0; index < count; index++)").Continue(add);
            return;
        }

        source.Lines("int index = 0;").Open("try").Lines("for (; index < count; index++)").Continue(add);
        TrailEmitter.CloseElement(source);
    }

    private static void EmitReadEntries(SourceWriter source, CollectionCodec codec, ValueModel entry, ValueEmitter values)
    {
        bool hasTrail = codec.Element.HasParts || entry.HasParts;
        if (hasTrail)
            source.Lines($"{codec.Element.Type} key = default!;").Open("try");
        source.Open("for (int index = 0; index < count; index++)").Lines($"{(hasTrail ? "" : codec.Element.Type + " ")}key = {values.Read(codec.Element)};");
        if (codec.Element.IsForgiven)
            source.Lines("if (key is null)").Continue("throw new global::ParallelGen.CallSerializationException(\"A key is null.\");");
        source.Lines(codec.Shape.Add.Replace("entry", values.Read(entry))).Close();
        if (hasTrail)
            TrailEmitter.CloseEntry(source);
    }
}
