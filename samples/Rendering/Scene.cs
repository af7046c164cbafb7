using System.Numerics;

namespace Rendering;

/// <summary>What there is at one moment of the animation: balls that circle around a mirror, over a chequered floor, in the sun.</summary>
internal sealed class Scene
{
    /// <summary>A surface does not meet the rays that leave it.</summary>
    internal const float Nearest = 1e-3f;

    private const float FloorRadius = 16;
    private const int Rings = 3;
    private const int BallsPerRing = 11;

    private static readonly Material s_light = new(new Vector3(0.85f, 0.85f, 0.8f), 0.12f);
    private static readonly Material s_dark = new(new Vector3(0.12f, 0.14f, 0.2f), 0.25f);

    private readonly Sphere[] _spheres;

    /// <param name="time">From 0 to 1: the end of the animation is its beginning.</param>
    internal Scene(float time)
    {
        _spheres = new Sphere[1 + Rings * BallsPerRing];
        _spheres[0] = new Sphere(new Vector3(0, 1.5f + 0.25f * Sin(2 * time), 0), 1.2f, new Material(new Vector3(0.9f), 0.85f));
        for (int ring = 0; ring < Rings; ring++)
        {
            for (int ball = 0; ball < BallsPerRing; ball++)
                _spheres[1 + ring * BallsPerRing + ball] = Ball(ring, (float)ball / BallsPerRing, time);
        }
    }

    internal static Vector3 ToSun { get; } = Vector3.Normalize(new Vector3(0.6f, 0.8f, -0.4f));

    /// <summary>What a ray meets first; null if it goes to the sky.</summary>
    internal Hit? Meet(Ray ray)
    {
        float nearest = float.PositiveInfinity;
        int index = -1;
        for (int each = 0; each < _spheres.Length; each++)
        {
            float distance = _spheres[each].Distance(ray);
            if (distance < nearest)
                (nearest, index) = (distance, each);
        }
        float floor = -ray.Origin.Y / ray.Direction.Y;
        if (floor > Nearest && floor < nearest && ray.At(floor).LengthSquared() < FloorRadius * FloorRadius)
            return Floor(ray.At(floor));
        if (index < 0)
            return null;
        Vector3 point = ray.At(nearest);
        return new Hit(point, (point - _spheres[index].Centre) / _spheres[index].Radius, _spheres[index].Material);
    }

    /// <summary>Whether a ball is between a point and the sun.</summary>
    internal bool IsInShadow(Vector3 point)
    {
        Ray ray = new(point, ToSun);
        foreach (ref readonly Sphere sphere in _spheres.AsSpan())
        {
            if (sphere.Distance(ray) < float.PositiveInfinity)
                return true;
        }
        return false;
    }

    private static Sphere Ball(int ring, float place, float time)
    {
        // Rings turn in opposite directions, and each ball hops twice.
        float angle = ring % 2 == 0 ? place + time : place - time;
        float radius = 2.1f + 1.1f * ring;
        float size = 0.3f + 0.06f * ring;
        float height = size + 0.7f * MathF.Abs(Sin(time + place));
        Vector3 color = new(0.5f + 0.45f * Sin(place), 0.5f + 0.45f * Sin(place + 0.33f), 0.5f + 0.45f * Sin(place + 0.67f));
        return new Sphere(new Vector3(radius * Cos(angle), height, radius * Sin(angle)), size, new Material(color, 0.2f));
    }

    private static Hit Floor(Vector3 point)
    {
        bool isLight = ((int)MathF.Floor(point.X) + (int)MathF.Floor(point.Z)) % 2 == 0;
        return new Hit(point, Vector3.UnitY, isLight ? s_light : s_dark);
    }

    private static float Sin(float turns) => MathF.Sin(turns * MathF.Tau);

    private static float Cos(float turns) => MathF.Cos(turns * MathF.Tau);
}
