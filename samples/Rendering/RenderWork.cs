using System.Numerics;
using BigGustave;
using ParallelGen;

namespace Rendering;

/// <summary>What the workers do.</summary>
internal static class RenderWork
{
    /// <summary>Renders a frame into a file of the folder. Its number travels, no pixel does.</summary>
    /// <returns>The size of the file, in bytes.</returns>
    [RunInProcessPool]
    internal static long Render(int frame, Animation animation, string folder)
    {
        RayTracer tracer = new(new Scene(animation.Time(frame)));
        Camera camera = new(animation.Time(frame));
        PngBuilder png = PngBuilder.Create(animation.Width, animation.Height, hasAlphaChannel: false);
        for (int y = 0; y < animation.Height; y++)
        {
            for (int x = 0; x < animation.Width; x++)
            {
                Vector3 color = Color(tracer, camera, animation, x, y);
                png.SetPixel(Tone(color.X), Tone(color.Y), Tone(color.Z), x, y);
            }
        }
        using FileStream file = File.Create(Path.Combine(folder, Animation.FileName(frame)));
        png.Save(file);
        return file.Length;
    }

    /// <summary>The mean of the rays through a pixel.</summary>
    private static Vector3 Color(RayTracer tracer, Camera camera, Animation animation, int x, int y)
    {
        Vector3 sum = Vector3.Zero;
        for (int sample = 0; sample < animation.Samples * animation.Samples; sample++)
        {
            float column = x + (sample % animation.Samples + 0.5f) / animation.Samples;
            float row = y + (sample / animation.Samples + 0.5f) / animation.Samples;
            sum += tracer.Color(camera.Through((2 * column - animation.Width) / animation.Height, 1 - 2 * row / animation.Height));
        }
        return sum / (animation.Samples * animation.Samples);
    }

    /// <summary>Screens are not linear.</summary>
    private static byte Tone(float light) => (byte)(255 * MathF.Sqrt(Math.Clamp(light, 0, 1)) + 0.5f);
}
