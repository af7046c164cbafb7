using System.Numerics;

namespace Rendering;

/// <summary>A ball.</summary>
internal readonly record struct Sphere(Vector3 Centre, float Radius, Material Material)
{
    /// <summary>How far along the ray the ball is, outside of it; infinity if the ray misses it.</summary>
    internal float Distance(Ray ray)
    {
        Vector3 toCentre = Centre - ray.Origin;
        float along = Vector3.Dot(toCentre, ray.Direction);
        float square = along * along - toCentre.LengthSquared() + Radius * Radius;
        if (along <= 0 || square <= 0)
            return float.PositiveInfinity;
        float distance = along - MathF.Sqrt(square);
        return distance > Scene.Nearest ? distance : float.PositiveInfinity;
    }
}
