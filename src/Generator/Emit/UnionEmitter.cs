using System.Globalization;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the bodies of the codec of a type that stands for a closed set of others.</summary>
internal static class UnionEmitter
{
    public static void EmitWrite(SourceWriter source, UnionCodec codec, ValueEmitter values)
    {
        source.Open("switch (value)");
        for (int i = 0; i < codec.Cases.Count; i++)
        {
            UnionCase one = codec.Cases[i];
            string local = "case" + (i + 1).ToString(CultureInfo.InvariantCulture);
            source
                .Lines($"case {one.Value.Type} {local}:")
                .Continue($"writer.WriteObjectHeader(2);\nwriter.WriteInt32({one.Number});\n{values.Write(one.Value, local)}\nwriter.Leave();\nbreak;");
        }

        string remedy = string.Format(CultureInfo.InvariantCulture, codec.Remedy, "\" + value.GetType() + \"");
        source
            .Lines("default:")
            .Continue($"throw new global::ParallelGen.CallSerializationException(\"A \" + value.GetType() + \" can't travel as \" + typeof({codec.Type}) + \": it is none of the types that are known to stand for it. Name it there with {remedy}.\");")
            .Close();
    }

    public static void EmitRead(SourceWriter source, UnionCodec codec, ValueEmitter values)
    {
        source
            .Lines("reader.ReadObjectHeader(2);")
            .Lines("int number = reader.ReadInt32();")
            .Lines($"{codec.Type}? made = number switch")
            .Open();
        foreach (UnionCase one in codec.Cases)
            source.Lines($"{one.Number} => {values.Read(one.Value)},");
        source
            .Lines($"_ => throw new global::ParallelGen.CallSerializationException(\"No type with the number \" + number + \" stands for \" + typeof({codec.Type}) + \".\"),")
            .Close("};")
            .Lines("reader.Leave();")
            .Lines("return made;");
    }
}
