using System.Numerics;

namespace Rendering;

/// <summary>What a surface is like: its colour, and how much of the light it reflects like a mirror, from 0 to 1.</summary>
internal readonly record struct Material(Vector3 Color, float Mirror);
