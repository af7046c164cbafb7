using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParallelGen;

[WireFormatter(typeof(ForecastFormatter))]
internal sealed record Forecast(string City, [property: JsonPropertyName("t")] double[] Temperatures);

[JsonSerializable(typeof(Forecast))]
internal sealed partial class ForecastJson : JsonSerializerContext;

internal sealed class ForecastFormatter : IWireFormatter<Forecast>
{
    public static void Write(IBufferWriter<byte> output, Forecast value)
    {
        using var json = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(json, value, ForecastJson.Default.Forecast);
    }

    public static Forecast Read(in ReadOnlySequence<byte> input) =>
        JsonSerializer.Deserialize(input.FirstSpan, ForecastJson.Default.Forecast)!;
}
