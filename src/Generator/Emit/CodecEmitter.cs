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
            bool isStruct = codec is NullableCodec or ObjectCodec { Shape: ObjectShape.Struct or ObjectShape.Tuple };
            string type = isStruct ? codec.Type : codec.Type + "?";
            source.Open($"internal static void Write{codec.Name}({Names.Writer}, {type} value)");
            if (!isStruct)
                source.Open("if (value is null)").Lines("writer.WriteNil();").Lines("return;").Close().Blank();
            EmitWrite(source, codec, values);
            source.Close().Blank();

            source.Open($"internal static {type} Read{codec.Name}({Names.Reader})");
            EmitRead(source, codec, values, isStruct);
            source.Close();
        }

        source.Close();
    }

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
            default:
                CollectionEmitter.EmitWrite(source, codec, values);
                break;
        }
    }

    private static void EmitRead(SourceWriter source, CodecModel codec, ValueEmitter values, bool isStruct)
    {
        switch (codec)
        {
            case NullableCodec nullable:
                source.Lines($"return reader.TryReadNil() ? null : {values.Read(nullable.Value)};");
                break;
            case ObjectCodec made:
                if (!isStruct)
                    source.Lines("if (reader.TryReadNil())").Continue("return null;");
                ObjectEmitter.EmitRead(source, made, values);
                break;
            default:
                CollectionEmitter.EmitRead(source, codec, values);
                break;
        }
    }
}
