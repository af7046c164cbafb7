namespace ImageAnalysis;

/// <summary>One object of a scene: an ellipse or a rectangle, turned by an angle.</summary>
internal readonly record struct Shape(Outline Outline, double X, double Y, double HalfWidth, double HalfHeight, double Angle, int Brightness)
{
    /// <summary>No point of the shape is farther from its centre.</summary>
    internal double Reach => Outline == Outline.Ellipse ? Math.Max(HalfWidth, HalfHeight) : Math.Sqrt(HalfWidth * HalfWidth + HalfHeight * HalfHeight);

    internal bool Contains(int x, int y)
    {
        (double sin, double cos) = Math.SinCos(Angle);
        double along = ((x - X) * cos + (y - Y) * sin) / HalfWidth;
        double across = ((y - Y) * cos - (x - X) * sin) / HalfHeight;
        return Outline == Outline.Ellipse ? along * along + across * across <= 1 : Math.Abs(along) <= 1 && Math.Abs(across) <= 1;
    }
}
