using System.Numerics;

namespace Rendering;

/// <summary>The eye, which flies around the middle once.</summary>
internal sealed class Camera
{
    private const float Distance = 8.5f;
    private const float Height = 3.6f;
    private const float Zoom = 2.05f;

    private static readonly Vector3 s_target = new(0, 0.75f, 0);

    private readonly Vector3 _eye;
    private readonly Vector3 _forward;
    private readonly Vector3 _right;
    private readonly Vector3 _up;

    /// <param name="time">From 0 to 1.</param>
    internal Camera(float time)
    {
        (float sin, float cos) = MathF.SinCos(time * MathF.Tau);
        _eye = new Vector3(Distance * sin, Height, -Distance * cos);
        _forward = Vector3.Normalize(s_target - _eye);
        _right = Vector3.Normalize(Vector3.Cross(Vector3.UnitY, _forward));
        _up = Vector3.Cross(_forward, _right);
    }

    /// <summary>The ray through a point of the frame, which is 2 high, with its middle at 0, 0.</summary>
    internal Ray Through(float x, float y) => new(_eye, Vector3.Normalize(Zoom * _forward + x * _right + y * _up));
}
