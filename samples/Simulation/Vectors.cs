namespace Simulation;

/// <summary>A vector for each body, one row for each of its components.</summary>
internal readonly ref struct Vectors(Span<double> x, Span<double> y, Span<double> z)
{
    internal Span<double> X { get; } = x;

    internal Span<double> Y { get; } = y;

    internal Span<double> Z { get; } = z;

    internal void Set(int index, double x, double y, double z) => (X[index], Y[index], Z[index]) = (x, y, z);
}
