namespace ImageAnalysis;

/// <summary>The median of 3 x 3 grey values: it takes the grain away and leaves the edges.</summary>
internal static class Median
{
    internal static GrayImage Filter(GrayImage image)
    {
        int width = image.Width;
        GrayImage result = new(width, image.Height);
        image.Pixels.CopyTo(result.Pixels, 0);
        Span<byte> window = stackalloc byte[9];
        for (int y = 1; y < image.Height - 1; y++)
        {
            ReadOnlySpan<byte> above = image.Row(y - 1);
            ReadOnlySpan<byte> here = image.Row(y);
            ReadOnlySpan<byte> below = image.Row(y + 1);
            for (int x = 1; x < width - 1; x++)
            {
                above.Slice(x - 1, 3).CopyTo(window);
                here.Slice(x - 1, 3).CopyTo(window[3..]);
                below.Slice(x - 1, 3).CopyTo(window[6..]);
                result.Pixels[y * width + x] = OfNine(window);
            }
        }
        return result;
    }

    /// <summary>Nineteen exchanges that bring the median of nine to the middle (Paeth, "Median Finding on a 3x3 Grid", Graphics Gems, 1990; Smith's order).</summary>
    private static byte OfNine(Span<byte> p)
    {
        Sort(ref p[1], ref p[2]);
        Sort(ref p[4], ref p[5]);
        Sort(ref p[7], ref p[8]);
        Sort(ref p[0], ref p[1]);
        Sort(ref p[3], ref p[4]);
        Sort(ref p[6], ref p[7]);
        Sort(ref p[1], ref p[2]);
        Sort(ref p[4], ref p[5]);
        Sort(ref p[7], ref p[8]);
        Sort(ref p[0], ref p[3]);
        Sort(ref p[5], ref p[8]);
        Sort(ref p[4], ref p[7]);
        Sort(ref p[3], ref p[6]);
        Sort(ref p[1], ref p[4]);
        Sort(ref p[2], ref p[5]);
        Sort(ref p[4], ref p[7]);
        Sort(ref p[4], ref p[2]);
        Sort(ref p[6], ref p[4]);
        Sort(ref p[4], ref p[2]);
        return p[4];
    }

    private static void Sort(ref byte low, ref byte high) => (low, high) = (Math.Min(low, high), Math.Max(low, high));
}
