using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the bodies of the codec of a collection.</summary>
internal static class CollectionEmitter
{
    public static void EmitWrite(SourceWriter source, CodecModel codec, ValueEmitter values)
    {
        switch (codec)
        {
            case ArrayCodec array:
                EmitWriteElements(source, "value.Length", array.Element, values);
                break;
            case CollectionCodec collection:
                EmitWriteElements(source, "value.Count", collection.Element, values);
                break;
            case DictionaryCodec dictionary:
                source
                    .Lines("writer.WriteMapHeader(value.Count);")
                    .Lines("writer.Enter();")
                    .Open($"foreach (global::System.Collections.Generic.KeyValuePair<{dictionary.Key.Type}, {dictionary.Value.Type}> pair in value)")
                    .Lines(values.Write(dictionary.Key, "pair.Key"))
                    .Lines(values.Write(dictionary.Value, "pair.Value"))
                    .Close()
                    .Lines("writer.Leave();");
                break;
            case InterfaceCodec face:
                string concrete = face.Concrete.Type;
                string copy = face.IsArray ? "global::System.Linq.Enumerable.ToArray(value)" : $"new {concrete}(value)";
                source
                    .Lines($"{concrete} concrete = value as {concrete} ?? {copy};")
                    .Lines(values.Write(face.Concrete, "concrete"));
                break;
        }
    }

    public static void EmitRead(SourceWriter source, CodecModel codec, ValueEmitter values)
    {
        if (codec is InterfaceCodec face)
        {
            source.Lines($"return {values.Read(face.Concrete with { IsForgiven = false })};");
            return;
        }

        string header = codec is DictionaryCodec ? "Map" : "Array";
        string made = codec is ArrayCodec { Element.Type: var element }
            ? $"global::System.GC.AllocateUninitializedArray<{element}>(count)"
            : $"new {codec.Type}(count)";
        source
            .Lines("if (reader.TryReadNil())").Continue("return null;")
            .Lines($"int count = reader.Read{header}Header();")
            .Lines("reader.Enter();")
            .Lines($"{codec.Type} value = {made};")
            .Lines("for (int index = 0; index < count; index++)");
        switch (codec)
        {
            case ArrayCodec array:
                source.Continue($"value[index] = {values.Read(array.Element)};");
                break;
            case CollectionCodec collection:
                source.Continue($"value.Add({values.Read(collection.Element)});");
                break;
            case DictionaryCodec dictionary:
                source.Open().Lines($"{dictionary.Key.Type} key = {values.Read(dictionary.Key)};").Lines($"value[key] = {values.Read(dictionary.Value)};").Close();
                break;
        }

        source.Lines("reader.Leave();").Lines("return value;");
    }

    private static void EmitWriteElements(SourceWriter source, string count, ValueModel element, ValueEmitter values) => source
        .Lines($"writer.WriteArrayHeader({count});")
        .Lines("writer.Enter();")
        .Lines($"foreach ({element.Type} element in value)").Continue(values.Write(element, "element"))
        .Lines("writer.Leave();");
}
