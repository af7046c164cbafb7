using System.Numerics;

namespace Rendering;

/// <summary>Where a ray meets a surface.</summary>
internal readonly record struct Hit(Vector3 Point, Vector3 Normal, Material Material);
