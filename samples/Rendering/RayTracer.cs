using System.Numerics;

namespace Rendering;

/// <summary>Finds out what colour comes along a ray (Whitted, "An improved illumination model for shaded display", 1980).</summary>
internal sealed class RayTracer(Scene scene)
{
    private const int MostReflections = 4;
    private const float Ambient = 0.25f;
    private const float Shininess = 60;

    internal Vector3 Color(Ray ray)
    {
        Vector3 color = Vector3.Zero;
        float part = 1;
        for (int reflections = 0; ; reflections++)
        {
            if (scene.Meet(ray) is not Hit hit)
                return color + part * Sky(ray.Direction);
            float mirror = reflections < MostReflections ? hit.Material.Mirror : 0;
            color += part * (1 - mirror) * Surface(ray, hit);
            part *= mirror;
            if (part < 0.01f)
                return color;
            ray = new Ray(hit.Point, Vector3.Normalize(Vector3.Reflect(ray.Direction, hit.Normal)));
        }
    }

    private Vector3 Surface(Ray ray, Hit hit)
    {
        float light = Vector3.Dot(hit.Normal, Scene.ToSun);
        if (light <= 0 || scene.IsInShadow(hit.Point))
            return Ambient * hit.Material.Color;
        float shine = Vector3.Dot(Vector3.Reflect(ray.Direction, hit.Normal), Scene.ToSun);
        float highlight = shine > 0 ? 0.5f * MathF.Pow(shine, Shininess) : 0;
        return (Ambient + (1 - Ambient) * light) * hit.Material.Color + new Vector3(highlight);
    }

    private static Vector3 Sky(Vector3 direction)
    {
        float height = Math.Clamp(direction.Y, 0, 1);
        return Vector3.Lerp(new Vector3(0.85f, 0.9f, 1), new Vector3(0.2f, 0.4f, 0.8f), MathF.Sqrt(height));
    }
}
