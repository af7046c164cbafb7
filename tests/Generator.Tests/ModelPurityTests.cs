using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Nothing of a compilation may stay alive in a model, and a model's equality is the compiler's own.</summary>
public sealed class ModelPurityTests
{
    private static readonly Type[] s_forbidden =
        [typeof(ISymbol), typeof(Compilation), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(SemanticModel)];

    private static readonly Type[] s_models =
        [.. typeof(MethodModel).Assembly.GetTypes().Where(t => t.Namespace == typeof(MethodModel).Namespace && !t.IsNested)];

    [Fact]
    public void Models_hold_no_piece_of_a_compilation()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string file in Directory.GetFiles(Folders.Programs, "*.cs"))
        {
            GeneratorRun run = GeneratorRun.Of(File.ReadAllText(file));
            foreach (IncrementalGeneratorRunStep step in Named(run).SelectMany(s => s))
            {
                foreach ((object value, _) in step.Outputs)
                    Walk(value, step.Name!, seen);
            }
        }

        Assert.Contains(seen, o => o is MethodModel);
        Assert.Contains(seen, o => o is ObjectCodec);
    }

    [Fact]
    public void Models_are_sealed_records_whose_equality_the_compiler_made()
    {
        foreach (Type type in s_models.Where(t => !t.IsEnum && t.Name.StartsWith("EquatableArray", StringComparison.Ordinal) is false))
        {
            Assert.True(type.IsSealed || type.IsAbstract, $"{type.Name} is open.");
            Assert.NotNull(type.GetMethod("<Clone>$"));
            MethodInfo equals = type.GetMethod("Equals", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [type])!;
            Assert.NotNull(equals.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>());
        }
    }

    [Fact]
    public void The_only_collection_is_the_equatable_array()
    {
        IEnumerable<PropertyInfo> collections = s_models
            .Where(t => !t.Name.StartsWith("EquatableArray", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties())
            .Where(p => p.CanWrite && p.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(p.PropertyType));
        Assert.All(collections, p => Assert.Equal(typeof(EquatableArray<>), p.PropertyType.GetGenericTypeDefinition()));
    }

    private static IEnumerable<IReadOnlyList<IncrementalGeneratorRunStep>> Named(GeneratorRun run) =>
        typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetValue(null)!)
            .Where(run.Result.TrackedSteps.ContainsKey)
            .Select(name => (IReadOnlyList<IncrementalGeneratorRunStep>)run.Result.TrackedSteps[name]);

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        Assert.DoesNotContain(s_forbidden, type => type.IsInstanceOfType(value));
        if (!value.GetType().IsValueType && !seen.Add(value))
            return;
        if (value is IEnumerable elements)
        {
            foreach (object? element in elements)
                Walk(element, path + "[]", seen);
            return;
        }

        const BindingFlags AllFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (FieldInfo field in value.GetType().GetFields(AllFields))
            Walk(field.GetValue(value), path + "." + field.Name, seen);
    }
}
