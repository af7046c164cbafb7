namespace ImageAnalysis;

/// <summary>Evens out the light: estimates the background on a coarse grid, and subtracts it.</summary>
internal static class Background
{
    private const int Cell = 128;

    /// <summary>Objects cover less than the rest of any cell, so a low percentile of a cell is background.</summary>
    private const double Percentile = 0.25;

    internal static GrayImage Subtract(GrayImage image)
    {
        int columns = (image.Width + Cell - 1) / Cell;
        int rows = (image.Height + Cell - 1) / Cell;
        double[,] levels = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                levels[row, column] = Level(image, column * Cell, row * Cell);
        }

        GrayImage result = new(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                int index = y * image.Width + x;
                result.Pixels[index] = (byte)Math.Clamp(image.Pixels[index] - Interpolate(levels, x, y), 0, 255);
            }
        }
        return result;
    }

    private static double Level(GrayImage image, int left, int top)
    {
        int right = Math.Min(left + Cell, image.Width);
        int bottom = Math.Min(top + Cell, image.Height);
        int[] histogram = new int[256];
        for (int y = top; y < bottom; y++)
        {
            foreach (byte value in image.Row(y)[left..right])
                histogram[value]++;
        }
        int below = (int)((right - left) * (bottom - top) * Percentile);
        int level = 0;
        for (int count = histogram[0]; count < below; count += histogram[level])
            level++;
        return level;
    }

    /// <summary>Bilinear between the middles of the cells.</summary>
    private static double Interpolate(double[,] levels, int x, int y)
    {
        double column = Math.Clamp((double)x / Cell - 0.5, 0, levels.GetLength(1) - 1);
        double row = Math.Clamp((double)y / Cell - 0.5, 0, levels.GetLength(0) - 1);
        int left = (int)column;
        int top = (int)row;
        int right = Math.Min(left + 1, levels.GetLength(1) - 1);
        int bottom = Math.Min(top + 1, levels.GetLength(0) - 1);
        double upper = double.Lerp(levels[top, left], levels[top, right], column - left);
        double lower = double.Lerp(levels[bottom, left], levels[bottom, right], column - left);
        return double.Lerp(upper, lower, row - top);
    }
}
