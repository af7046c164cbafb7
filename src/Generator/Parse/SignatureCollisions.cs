using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Marked methods of which two give the same generated method.</summary>
internal static class SignatureCollisions
{
    /// <summary>Finds for each method that meets others the first that it meets, and the name of the generated method.</summary>
    public static IEnumerable<(MethodModel Method, MethodModel Other, string Name)> Find(IEnumerable<MethodModel> methods)
    {
        // What is declared twice is the compiler's to complain about.
        var owners = methods
            .GroupBy(static m => m.Id)
            .Select(static g => g.First())
            .OrderBy(static m => m.Id)
            .SelectMany(static m => m.Shapes.Select(s => (Method: m, Shape: s)))
            .GroupBy(static pair => pair.Shape.Signature, StringComparer.Ordinal)
            .Where(static group => group.Select(static pair => pair.Method.Id).Distinct().Skip(1).Any());
        var found = new HashSet<ulong>();
        foreach (var group in owners)
        {
            foreach ((MethodModel method, ShapeModel shape) in group)
            {
                if (found.Add(method.Id))
                    yield return (method, group.First(pair => pair.Method.Id != method.Id).Method, shape.Name);
            }
        }
    }
}
