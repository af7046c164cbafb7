namespace ImageAnalysis;

/// <summary>A made image of which it is known how many objects it shows. The same seed gives the same scene on every machine.</summary>
internal sealed class Scene
{
    private const double Gap = 8;
    private const int Background = 60;
    private const int Noise = 24;
    private const int SpecksPerMegapixel = 400;

    private readonly Random _random;
    private readonly int _size;
    private readonly List<Shape> _shapes = [];

    internal Scene(int seed, int size)
    {
        _random = new Random(seed);
        _size = size;
        int wanted = _random.Next(size / 16, size / 6);
        // Where there is no more room, fewer will do: the truth is what was placed.
        for (int attempt = 0; attempt < 20 * wanted && _shapes.Count < wanted; attempt++)
            TryPlace();
    }

    internal int ObjectCount => _shapes.Count;

    internal GrayImage Draw()
    {
        GrayImage image = new(_size, _size);
        DrawBackground(image);
        foreach (Shape shape in _shapes)
            DrawShape(image, shape);
        AddNoise(image);
        return image;
    }

    private void TryPlace()
    {
        Shape shape = new(
            _random.Next(2) == 0 ? Outline.Ellipse : Outline.Rectangle,
            X: _random.NextDouble() * _size,
            Y: _random.NextDouble() * _size,
            HalfWidth: 5 + 15 * _random.NextDouble(),
            HalfHeight: 5 + 15 * _random.NextDouble(),
            Angle: Math.PI * _random.NextDouble(),
            Brightness: _random.Next(70, 110));
        double near = shape.Reach + Gap;
        bool inside = shape.X > near && shape.Y > near && shape.X < _size - near && shape.Y < _size - near;
        if (inside && _shapes.TrueForAll(other => Distance(shape, other) > shape.Reach + other.Reach + Gap))
            _shapes.Add(shape);
    }

    /// <summary>Light that falls from one side, and a brighter middle: no single threshold fits the whole image.</summary>
    private void DrawBackground(GrayImage image)
    {
        double tilt = _random.NextDouble() * Math.Tau;
        (double sin, double cos) = Math.SinCos(tilt);
        for (int y = 0; y < _size; y++)
        {
            for (int x = 0; x < _size; x++)
            {
                double u = 2.0 * x / _size - 1;
                double v = 2.0 * y / _size - 1;
                image.Pixels[y * _size + x] = (byte)(Background + 25 * (u * cos + v * sin) - 10 * (u * u + v * v));
            }
        }
    }

    private static void DrawShape(GrayImage image, Shape shape)
    {
        int reach = (int)Math.Ceiling(shape.Reach);
        for (int y = (int)shape.Y - reach; y <= (int)shape.Y + reach + 1; y++)
        {
            for (int x = (int)shape.X - reach; x <= (int)shape.X + reach + 1; x++)
            {
                if (shape.Contains(x, y))
                    image.Pixels[y * image.Width + x] += (byte)shape.Brightness;
            }
        }
    }

    /// <summary>Grain everywhere, and specks as bright as an object but too small for one.</summary>
    private void AddNoise(GrayImage image)
    {
        byte[] pixels = image.Pixels;
        for (int index = 0; index < pixels.Length; index++)
            pixels[index] = (byte)Math.Clamp(pixels[index] + (_random.Next(Noise) + _random.Next(Noise) + 1 - Noise) / 2, 0, 255);
        for (int speck = (int)(SpecksPerMegapixel * (pixels.Length / 1e6)); speck > 0; speck--)
        {
            int corner = _random.Next(_size - 1) + _random.Next(_size - 1) * _size;
            foreach (int offset in (ReadOnlySpan<int>)[0, 1, _size, _size + 1])
                pixels[corner + offset] = 200;
        }
    }

    private static double Distance(Shape one, Shape other) => Math.Sqrt((one.X - other.X) * (one.X - other.X) + (one.Y - other.Y) * (one.Y - other.Y));
}
