using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Writes the expressions that write and read values.</summary>
internal sealed class ValueEmitter(EquatableArray<CodecModel> codecs)
{
    private readonly Dictionary<string, string> _names = codecs.ToDictionary(static c => c.Type, static c => c.Name, StringComparer.Ordinal);

    public string Write(ValueModel value, string expression) => value.Form switch
    {
        WireForm.Scalar => $"writer.Write{value.Format}({expression});",
        WireForm.Enum => $"writer.Write{value.Format}((global::System.{value.Format}){expression});",
        WireForm.RawArray => $"writer.WriteRaw<{value.Format}>({expression});",
        _ => $"Codec.Write{_names[value.Format]}(ref writer, {expression});",
    };

    public string Read(ValueModel value)
    {
        string expression = value.Form switch
        {
            WireForm.Scalar => $"reader.Read{value.Format}()",
            WireForm.Enum => $"({value.Type})reader.Read{value.Format}()",
            WireForm.RawArray => $"reader.ReadRaw<{value.Format}>()",
            _ => $"Codec.Read{_names[value.Format]}(ref reader)",
        };
        return value.IsForgiven ? expression + "!" : expression;
    }
}
