using System.Runtime.CompilerServices;
using ParallelGen.Supervision;

namespace ParallelGen.Tests.Diagnostics;

/// <summary>What the meter calls the ends of calls is written down, and all of it.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public void Every_outcome_has_a_name_of_its_own_that_stands_in_the_documentation()
    {
        Type[] failures = [.. typeof(CallFailure).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(CallFailure)))];
        // None of these needs more than its type for its name.
        string[] outcomes = ["ok", .. failures.Select(static type => ((CallFailure)RuntimeHelpers.GetUninitializedObject(type)).Outcome)];
        Assert.Equal(outcomes.Length, outcomes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(outcomes.Order(StringComparer.Ordinal), DocumentedOutcomes().Order(StringComparer.Ordinal));
    }

    // The first column of the table of outcomes.
    private static IEnumerable<string> DocumentedOutcomes() =>
        File.ReadLines(Path.Combine(RepositoryFolder.Path, "docs", "observability.md"))
            .SkipWhile(static line => !line.StartsWith("| Outcome |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('`')[1]);
}
