using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EndToEnd.Tests.Types.Geometry;

// As engines, maps and numeric libraries have them: structs of numbers, matrices, meshes, closed hierarchies of shapes.

public readonly record struct Coordinate(double Longitude, double Latitude);

#pragma warning disable CA1051 // Others have them.
public struct Pixel
{
    public byte R;
    public byte G;
    public byte B;
    public byte A;
}
#pragma warning restore CA1051

public readonly record struct Segment(Vector2 From, Vector2 To);

public readonly record struct Sample(byte Channel, long Time, float Value);

public readonly record struct Candle(double Open, double High, double Low, double Close, long Volume);

[InlineArray(16)]
public struct Palette
{
    private Pixel _first;
}

public sealed record Mesh(Vector3[] Vertices, ushort[] Indices, Vector2[]? TextureCoordinates, Matrix4x4 Transform, BoundingBox Bounds);

public readonly record struct BoundingBox(Vector3 Min, Vector3 Max);

public sealed record Polygon(ImmutableArray<Coordinate> Outline, IReadOnlyList<Coordinate[]> Holes);

public abstract record Shape
{
    private Shape()
    {
    }

    public string? Name { get; init; }

    public sealed record Circle(Coordinate Center, double Radius) : Shape;

    public sealed record Area(Polygon Polygon) : Shape;

    public sealed record Many(IReadOnlyList<Shape> Shapes) : Shape;
}

public sealed record Feature(string? Id, Shape Geometry, Dictionary<string, string> Properties, Quaternion? Orientation);

public sealed record Image(int Width, int Height, ReadOnlyMemory<byte> Data, Palette Palette);

public sealed record Raster(float[,] Heights, bool[,]? Mask, double[] Bounds);

public sealed record Volume(short[,,] Voxels, Vector3 Spacing);

public sealed record SparseMatrix(Dictionary<(int Row, int Column), double> Cells, int Rows, int Columns);

public sealed record Spectrum(Complex[] Bins, Half[] Compressed, Memory<float> Window, ArraySegment<int> Peaks);

public sealed record Tree(double Value, Tree? Left, Tree? Right);

public sealed class Graph
{
    public Dictionary<string, HashSet<string>> Edges { get; init; } = [];

    public List<List<int>> Components { get; init; } = [];
}
