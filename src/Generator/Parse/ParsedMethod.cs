using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>A marked method's model, or the rules that it breaks. It never goes further than the transform or the analyzer.</summary>
internal readonly record struct ParsedMethod(MethodModel? Model, IReadOnlyList<Rejection> Rejections);
