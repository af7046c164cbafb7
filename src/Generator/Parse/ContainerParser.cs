using System.Collections.Immutable;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Puts the methods of an assembly together by the types that contain them.</summary>
internal static class ContainerParser
{
    public static IEnumerable<ContainerModel> Parse(ImmutableArray<MethodModel> methods, CancellationToken cancellationToken)
    {
        // Names of files differ in more than case. Outer.Inner and Outer_Inner would have one class.
        var hintNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var classes = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<HomeModel, MethodModel> group in methods.GroupBy(static m => m.Home).OrderBy(static g => g.Key.HintName, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var colliding = new HashSet<ulong>(SignatureCollisions.Find(group).Select(static c => c.Method.Id));
            MethodModel[] accepted =
            [
                .. group
                    .Where(m => !colliding.Contains(m.Id))
                    .GroupBy(static m => m.ClassName)
                    .Select(static g => g.First())
                    .OrderBy(static m => m.ClassName, StringComparer.Ordinal),
            ];
            if (accepted.Length > 0)
            {
                HomeModel home = group.Key;
                string prefix = home.Namespace + ".";
                string extensions = Unique(prefix + home.ExtensionsClass, classes).Substring(prefix.Length);
                yield return new(
                    home with { ExtensionsClass = extensions },
                    Unique(home.HintName, hintNames) + ".g.cs",
                    accepted.ToEquatableArray(),
                    Codecs(accepted));
            }
        }
    }

    /// <param name="containers">What is generated for each type.</param>
    /// <param name="hooks">The initializers in declared order, those that were not accepted included, and the cleanups.</param>
    /// <param name="assembly">The assembly.</param>
    public static MethodTableModel ParseTable(ImmutableArray<ContainerModel> containers, HooksModel hooks, AssemblyModel assembly)
    {
        ILookup<bool, MethodModel> accepted = containers.SelectMany(static c => c.Methods).ToLookup(static m => m.IsInitializer);
        MethodModel[] methods = [.. accepted[false].OrderBy(static m => m.Id)];
        var places = hooks.Initializers.Select(static (id, place) => (id, place)).ToDictionary(static p => p.id, static p => p.place);
        MethodModel[] initializers = [.. accepted[true].OrderBy(m => places[m.Id])];
        return new(
            assembly.Namespace,
            SignatureHash.Of(methods.Concat(initializers).Select(static m => m.Id)),
            methods.Select(static m => m.ClassName).ToEquatableArray(),
            initializers.Select(static m => m.ClassName).ToEquatableArray(),
            hooks.Cleanups,
            IsNeeded: assembly.IsSupported && (assembly.IsExecutable || methods.Length + initializers.Length + hooks.Cleanups.Count > 0));
    }

    private static EquatableArray<CodecModel> Codecs(IEnumerable<MethodModel> methods)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return methods
            .SelectMany(static m => m.Codecs)
            .GroupBy(static c => c.Key, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => g.First() with { Name = Unique(g.First().Name, names) })
            .ToEquatableArray();
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
            unique = name + "_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return unique;
    }
}
