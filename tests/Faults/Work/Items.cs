namespace Faults.Tests.Work;

/// <summary>Methods that are mapped, one for each way in which results travel; one of their items goes wrong.</summary>
internal static class Items
{
    [RunInProcessPool]
    internal static int Number(int item, int bad, Way way, string ledger)
    {
        Begin(item, bad, way, ledger);
        return 3 * item;
    }

    [RunInProcessPool]
    internal static string Text(int item, int bad, Way way, string ledger)
    {
        Begin(item, bad, way, ledger);
        return TextOf(item);
    }

    /// <summary>Items that are rows, results that are a column.</summary>
    [RunInProcessPool]
    internal static int Length(string item, int bad, Way way, string ledger)
    {
        Begin(item.Length, bad, way, ledger);
        return 3 * item.Length;
    }

    [RunInProcessPool]
    internal static void Nothing(int item, int bad, Way way, string ledger) => Begin(item, bad, way, ledger);

    public static string TextOf(int item) => new((char)('a' + (item % 26)), item % 50 == 7 ? 40_000 : item % 30);

    /// <summary>Whether this item throws, whichever is the bad one.</summary>
    public static bool Throws(int item) => item % 10 == 3;

    private static void Begin(int item, int bad, Way way, string ledger)
    {
        Ledger.Note(ledger, item);
        if (item == bad)
            Misdeed.Do(way);
        if (Throws(item))
            throw new ArgumentException($"item {item}", nameof(item));
    }
}
