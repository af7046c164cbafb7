using ParallelGen;

namespace EndToEnd.Library;

/// <summary>Marked methods in a class library, which the program that starts the workers only references.</summary>
public static class Geometry
{
    [RunInProcessPool]
    public static double Distance(Point from, Point to) => Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));

    public static class Nested
    {
        [RunInProcessPool]
        public static List<Point> Grid(int side) =>
            [.. from x in Enumerable.Range(0, side) from y in Enumerable.Range(0, side) select new Point(x, y)];
    }
}

public readonly record struct Point(double X, double Y);
