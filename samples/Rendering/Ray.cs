using System.Numerics;

namespace Rendering;

/// <summary>A ray of light, followed back from the eye. Its direction has the length 1.</summary>
internal readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    internal Vector3 At(float distance) => Origin + distance * Direction;
}
