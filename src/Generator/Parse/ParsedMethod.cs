using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>What was found out about a marked method. It never goes further than the transform or the analyzer.</summary>
/// <param name="Model">The model; null where the method can't run in the pool.</param>
/// <param name="Rejections">The rules that it breaks.</param>
/// <param name="Hints">What its author should know, though it runs.</param>
internal readonly record struct ParsedMethod(MethodModel? Model, IReadOnlyList<Rejection> Rejections, IReadOnlyList<Rejection> Hints);
