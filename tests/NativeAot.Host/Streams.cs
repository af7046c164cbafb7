namespace NativeAot.Host;

/// <summary>Marked methods that report, yield their results or read a stream.</summary>
internal static class Streams
{
    [RunInProcessPool]
    internal static int Report(int count, IProgress<int> progress)
    {
        for (int number = 0; number < count; number++)
            progress.Report(number);
        return count;
    }

    [RunInProcessPool]
    internal static IEnumerable<int> Count(int end)
    {
        for (int number = 0; number < end; number++)
            yield return number;
    }

    /// <summary>In one way and out the other.</summary>
    [RunInProcessPool]
    internal static async IAsyncEnumerable<Person> Mark(IAsyncEnumerable<Person> people)
    {
        await foreach (Person person in people)
            yield return person with { Marks = [.. person.Marks, 100] };
    }

    [RunInProcessPool]
    internal static async Task<int> TotalAsync(IAsyncEnumerable<Person> people)
    {
        int total = 0;
        await foreach (Person person in people)
            total += person.Marks.Sum();
        return total;
    }
}
