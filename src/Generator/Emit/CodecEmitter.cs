using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the class of the codecs of a file.</summary>
internal static class CodecEmitter
{
    public static void Emit(SourceWriter source, EquatableArray<CodecModel> codecs, ValueEmitter values)
    {
        source.Open("file static class Codec");
        bool isFirst = true;
        foreach (CodecModel codec in codecs)
        {
            if (!isFirst)
                source.Blank();
            isFirst = false;
            string type = codec.IsValueType ? codec.Type : codec.Type + "?";
            source.Open($"internal static void Write{codec.Name}({Names.Writer}, {type} value)");
            if (NothingOf(codec) is { Length: > 0 } nothing)
                source.Open($"if ({nothing})").Lines("writer.WriteNil();").Lines("return;").Close().Blank();
            EmitWrite(source, codec, values);
            source.Close().Blank();

            source.Open($"internal static {type} Read{codec.Name}({Names.Reader})");
            EmitRead(source, codec, values);
            source.Close();
        }

        source.Close();
    }

    // The condition under which nil is written.
    private static string NothingOf(CodecModel codec) => codec switch
    {
        CollectionCodec collection => collection.Shape.Nothing,
        BlockCodec block => block.Nothing,
        { IsValueType: true } => "",
        _ => "value is null",
    };

    private static void EmitWrite(SourceWriter source, CodecModel codec, ValueEmitter values)
    {
        switch (codec)
        {
            case NullableCodec nullable:
                source
                    .Lines("if (value.HasValue)").Continue(values.Write(nullable.Value, "value.GetValueOrDefault()"))
                    .Lines("else").Continue("writer.WriteNil();");
                break;
            case ObjectCodec made:
                ObjectEmitter.EmitWrite(source, made, values);
                break;
            case UnionCodec union:
                UnionEmitter.EmitWrite(source, union, values);
                break;
            case CollectionCodec collection:
                CollectionEmitter.EmitWrite(source, collection, values);
                break;
            case BlockCodec block:
                source.Lines($"writer.{block.Items.Write}({block.Span});");
                break;
            case GridCodec grid:
                GridEmitter.EmitWrite(source, grid, values);
                break;
            case InterfaceCodec face:
                source
                    .Lines($"{face.Concrete.Type} concrete = value as {face.Concrete.Type} ?? {face.Copy};")
                    .Lines(values.Write(face.Concrete, "concrete"));
                break;
        }
    }

    private static void EmitRead(SourceWriter source, CodecModel codec, ValueEmitter values)
    {
        if (codec is not (NullableCodec or InterfaceCodec or BlockCodec) && NothingOf(codec).Length > 0)
            source.Lines("if (reader.TryReadNil())").Continue(codec.IsValueType ? "return default;" : "return null;");
        switch (codec)
        {
            case NullableCodec nullable:
                source.Lines($"return reader.TryReadNil() ? null : {values.Read(nullable.Value)};");
                break;
            case ObjectCodec made:
                ObjectEmitter.EmitRead(source, made, values);
                break;
            case UnionCodec union:
                UnionEmitter.EmitRead(source, union, values);
                break;
            case CollectionCodec collection:
                CollectionEmitter.EmitRead(source, collection, values);
                break;
            case BlockCodec block:
                source.Lines($"var made = {values.Read(block.Items)};").Lines($"return made is null ? default : {block.Finished};");
                break;
            case GridCodec grid:
                GridEmitter.EmitRead(source, grid, values);
                break;
            case InterfaceCodec face:
                source.Lines($"return {values.Read(face.Concrete with { IsForgiven = false })};");
                break;
        }
    }
}
