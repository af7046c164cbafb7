using System.Text;

namespace Simulation;

/// <summary>Where the stars are, seen from above, in characters: the more stars, the darker.</summary>
internal static class Picture
{
    private const int Width = 56;
    private const int Height = 18;
    private const double HalfWidth = 2.6;
    private const double HalfHeight = 1.7;
    private const string Shades = " .:-=+*#%@";

    /// <summary>Two pictures side by side.</summary>
    internal static string Draw(Bodies before, Bodies after, int steps)
    {
        string[] left = Draw(before.Positions(0));
        string[] right = Draw(after.Positions(steps));
        StringBuilder text = new();
        for (int row = 0; row < Height; row++)
            text.Append(left[row]).Append(" | ").AppendLine(right[row].TrimEnd());
        return text.ToString();
    }

    private static string[] Draw(Vectors positions)
    {
        int[,] stars = new int[Height, Width];
        for (int index = 0; index < positions.X.Length; index++)
        {
            double column = (positions.X[index] / HalfWidth + 1) / 2 * Width;
            double row = (1 - positions.Y[index] / HalfHeight) / 2 * Height;
            if (column >= 0 && column < Width && row >= 0 && row < Height)
                stars[(int)row, (int)column]++;
        }
        double full = positions.X.Length / 60.0;
        return [.. Enumerable.Range(0, Height).Select(row => string.Concat(Enumerable.Range(0, Width).Select(column => Shade(stars[row, column] / full))))];
    }

    private static char Shade(double part) => Shades[part == 0 ? 0 : Math.Clamp((int)(Math.Sqrt(part) * Shades.Length), 1, Shades.Length - 1)];
}
