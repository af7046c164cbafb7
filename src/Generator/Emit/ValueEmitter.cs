using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Writes the expressions that write and read values.</summary>
internal sealed class ValueEmitter(EquatableArray<CodecModel> codecs)
{
    private readonly Dictionary<string, string> _names = codecs.ToDictionary(static c => c.Key, static c => c.Name, StringComparer.Ordinal);

    public string Write(ValueModel value, string expression) => value.Form switch
    {
        WireForm.Span or WireForm.Memory => $"writer.{value.Write}({expression}.Span);",
        WireForm.Method => $"writer.{value.Write}({expression});",
        WireForm.Enum => $"writer.{value.Write}(({value.Underlying}){expression});",
        _ => $"Codec.Write{_names[value.Write]}(ref writer, {expression});",
    };

    /// <summary>The same for an item: where a view is taken of, that is an array.</summary>
    public string WriteItem(ValueModel value, string expression) =>
        value.IsView ? $"writer.{value.Write}({expression});" : Write(value, expression);

    public string Read(ValueModel value)
    {
        string expression = value.Form switch
        {
            WireForm.Memory => $"call.ReadMemory<{value.Underlying}>(ref reader)",
            WireForm.Method or WireForm.Span => $"reader.{value.Read}()",
            WireForm.Enum => $"({value.Type})reader.{value.Read}()",
            _ => $"Codec.Read{_names[value.Read]}(ref reader)",
        };
        return value.IsForgiven ? expression + "!" : expression;
    }
}
