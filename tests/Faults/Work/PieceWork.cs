namespace Faults.Tests.Work;

/// <summary>Large values made of pieces.</summary>
internal static class PieceWork
{
    /// <summary>Whether pieces go wrong now.</summary>
    public static bool Armed { get; private set; } = true;

    [RunInProcessPool]
    internal static long Weigh(List<Piece> pieces) => pieces.Sum(piece => (long)piece.Bytes.Length);

    [RunInProcessPool]
    internal static List<Piece> Produce(int count, int size, int bad)
    {
        Armed = false;
        List<Piece> pieces = [.. Enumerable.Range(0, count).Select(index => new Piece { Kills = index == bad, Bytes = new byte[size] })];
        Armed = true;
        return pieces;
    }
}
