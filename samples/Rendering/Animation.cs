namespace Rendering;

/// <summary>How long and how large an animation is.</summary>
/// <param name="Frames">How many frames it has.</param>
/// <param name="Width">The width of a frame, in pixels.</param>
/// <param name="Height">The height of a frame, in pixels.</param>
/// <param name="Samples">How many rays go through each side of a pixel.</param>
internal readonly record struct Animation(int Frames, int Width, int Height, int Samples)
{
    /// <summary>The time of a frame, in turns of the animation.</summary>
    internal float Time(int frame) => (float)frame / Frames;

    internal static string FileName(int frame) => $"frame-{frame:D4}.png";
}
