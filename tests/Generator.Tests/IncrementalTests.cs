using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>What each edit makes run again, and what it leaves alone.</summary>
public sealed class IncrementalTests
{
    private const string First = """
        using ParallelGen;
        namespace App;
        public static class First
        {
            // A comment.
            [RunInProcessPool] public static int Double(int data) => data * 2;
            [RunInProcessPool] public static int Half(int data) => data / 2;
        }
        """;

    private const string Second = """
        using ParallelGen;
        namespace App;
        public static class Second
        {
            [RunInProcessPool] public static string Name(Person person) => person.Name;
        }
        public record Person(string Name);
        """;

    private const string Unrelated = "namespace App { class Unrelated { int _x; int X() => _x; } }";

    [Fact]
    public void Everything_is_new_at_first()
    {
        Steps steps = Edit(null);
        Assert.Equal(Reasons(IncrementalStepRunReason.New, 3), steps[TrackingNames.Methods]);
        Assert.Equal(Reasons(IncrementalStepRunReason.New, 2), steps[TrackingNames.Containers]);
        Assert.Equal(Reasons(IncrementalStepRunReason.New, 1), steps[TrackingNames.Assembly]);
        Assert.Equal(Reasons(IncrementalStepRunReason.New, 1), steps[TrackingNames.MethodTable]);
        Assert.Equal(Reasons(IncrementalStepRunReason.New, 3), steps.Outputs);
    }

    [Fact]
    public void A_comment_changes_nothing() => AssertNothingRuns(Edit(0, First.Replace("A comment.", "Another comment.", StringComparison.Ordinal)));

    [Fact]
    public void A_methods_body_changes_nothing() => AssertNothingRuns(Edit(0, First.Replace("data * 2", "data + data", StringComparison.Ordinal)));

    [Fact]
    public void Another_file_changes_nothing() => AssertNothingRuns(Edit(2, Unrelated.Replace("_x", "_y", StringComparison.Ordinal)));

    [Fact]
    public void A_signature_changes_its_own_file_and_the_table()
    {
        Steps steps = Edit(0, First.Replace("int Half(int data)", "int Half(long data)", StringComparison.Ordinal).Replace("data / 2", "(int)data", StringComparison.Ordinal));
        Assert.Equal(
            [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], steps[TrackingNames.Methods]);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], steps[TrackingNames.Containers]);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], steps[TrackingNames.ContainerSources]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 1), steps[TrackingNames.Assembly]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Modified, 1), steps[TrackingNames.MethodTable]);
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], steps.Outputs);
    }

    [Fact]
    public void A_parameters_name_leaves_the_table_alone()
    {
        Steps steps = Edit(0, First.Replace("int Half(int data) => data", "int Half(int number) => number", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], steps[TrackingNames.Containers]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 1), steps[TrackingNames.MethodTable]);
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], steps.Outputs);
    }

    [Fact]
    public void A_members_type_changes_the_file_of_the_methods_that_carry_it()
    {
        Steps steps = Edit(1, Second.Replace("Person(string Name)", "Person(string Name, int Age)", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], steps[TrackingNames.Containers]);
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], steps.Outputs);
    }

    [Fact]
    public void An_initializers_body_changes_nothing_and_its_place_the_table_alone()
    {
        const string before = """
            using ParallelGen;
            namespace App;
            public static class First
            {
                [WorkerInitializer] public static void One(int x) => System.Console.WriteLine(x);
                [WorkerInitializer] public static void Two() { }
                [WorkerCleanup] public static void Three() { }
            }
            """;
        Steps body = Edit(0, before.Replace("(x)", "(x + 1)", StringComparison.Ordinal), before);
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 2), body[TrackingNames.Initializers]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 1), body[TrackingNames.Cleanups]);
        Assert.All(body.Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

        string[] lines = before.Split('\n');
        (lines[4], lines[5]) = (lines[5], lines[4]);
        Steps place = Edit(0, string.Join('\n', lines), before);
        Assert.Equal(Reasons(IncrementalStepRunReason.Modified, 1), place[TrackingNames.MethodTable]);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], place.Outputs);
    }

    private static void AssertNothingRuns(Steps steps)
    {
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 3), steps[TrackingNames.Methods]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Cached, 2), steps[TrackingNames.Containers]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Unchanged, 1), steps[TrackingNames.Assembly]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Cached, 2), steps[TrackingNames.ContainerSources]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Cached, 1), steps[TrackingNames.MethodTable]);
        Assert.Equal(Reasons(IncrementalStepRunReason.Cached, 3), steps.Outputs);
    }

    private static IncrementalStepRunReason[] Reasons(IncrementalStepRunReason reason, int count) => [.. Enumerable.Repeat(reason, count)];

    private static Steps Edit(int? file, string text = "", string first = First)
    {
        CSharpCompilation before = TestCompilation.Create(first, Second, Unrelated);
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGenerators(before, TestContext.Current.CancellationToken);
        if (file is { } index)
        {
            SyntaxTree old = before.SyntaxTrees[index];
            SyntaxTree changed = CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, old.FilePath, System.Text.Encoding.UTF8);
            driver = driver.RunGenerators(before.ReplaceSyntaxTree(old, changed), TestContext.Current.CancellationToken);
        }

        return new(driver.GetRunResult().Results.Single());
    }

    private sealed class Steps(GeneratorRunResult result)
    {
        public IncrementalStepRunReason[] this[string name] => Reasons(result.TrackedSteps[name]);

        /// <summary>Of the files in order: the types', then the method table.</summary>
        public IncrementalStepRunReason[] Outputs => Reasons(result.TrackedOutputSteps.Single().Value);

        private static IncrementalStepRunReason[] Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
            [.. steps.SelectMany(s => s.Outputs).Select(o => o.Reason)];
    }
}
