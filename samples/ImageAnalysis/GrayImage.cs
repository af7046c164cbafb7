namespace ImageAnalysis;

/// <summary>An image of 8-bit grey values, row by row.</summary>
internal sealed class GrayImage(int width, int height, byte[] pixels)
{
    internal GrayImage(int width, int height)
        : this(width, height, new byte[width * height])
    {
    }

    internal int Width { get; } = width;

    internal int Height { get; } = height;

    internal byte[] Pixels { get; } = pixels;

    internal ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);
}
