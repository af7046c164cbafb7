namespace CrashIsolation;

/// <summary>One item of the list: count the primes up to a limit, if nothing goes wrong on the way.</summary>
internal sealed record WorkItem(Fate Fate, int Limit)
{
    private const int Items = 22;

    /// <summary>The list: every misdeed once, and an answer before each.</summary>
    internal static WorkItem[] List()
    {
        Queue<Fate> misdeeds = new(Enum.GetValues<Fate>().Where(fate => fate != Fate.Answers));
        return [.. Enumerable.Range(0, Items).Select(index => new WorkItem(
            index % 2 == 1 && misdeeds.TryDequeue(out Fate misdeed) ? misdeed : Fate.Answers,
            Limit: 300_000 + 10_000 * index))];
    }
}
