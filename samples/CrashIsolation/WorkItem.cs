namespace CrashIsolation;

/// <summary>One item of the list: count the primes up to a limit, if nothing goes wrong on the way.</summary>
internal sealed record WorkItem(Fate Fate, int Limit)
{
    private const int Items = 20;

    /// <summary>The list: every misdeed once, with answers between them.</summary>
    internal static WorkItem[] List()
    {
        Queue<Fate> misdeeds = new(Enum.GetValues<Fate>().Where(fate => fate != Fate.Answers));
        return [.. Enumerable.Range(0, Items).Select(index => new WorkItem(
            index % 3 == 1 && misdeeds.TryDequeue(out Fate misdeed) ? misdeed : Fate.Answers,
            Limit: 300_000 + 10_000 * index))];
    }
}
