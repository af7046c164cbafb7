using System.Text.Json.Serialization;

namespace ParallelGen.Benchmarks;

/// <summary>A small record, as users have them.</summary>
public sealed record Sample(int Id, string Name, double Score, double[] Points);

/// <summary>The serializer of <see cref="Sample"/> that System.Text.Json generates.</summary>
[JsonSerializable(typeof(List<Sample>))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
public sealed partial class SampleJson : JsonSerializerContext;
