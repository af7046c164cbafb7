using ParallelGen;

namespace ImageAnalysis;

/// <summary>What the workers do: one call makes or analyses one image.</summary>
internal static class ImageWork
{
    /// <summary>Smaller spots are dirt: the smallest object has about 80 pixels, the largest speck 4.</summary>
    private const int SmallestArea = 30;

    /// <summary>Draws a scene into a file, and says how many objects it shows.</summary>
    [RunInProcessPool]
    internal static int Make(string path, int seed, int size)
    {
        Scene scene = new(seed, size);
        PgmFile.Write(path, scene.Draw());
        return scene.ObjectCount;
    }

    /// <summary>Finds the objects of the image in a file.</summary>
    [RunInProcessPool]
    internal static ImageReport Analyze(string path)
    {
        GrayImage image = Background.Subtract(Median.Filter(PgmFile.Read(path)));
        int threshold = Threshold.Otsu(image);
        return new ImageReport(threshold, Components.Find(image, threshold, SmallestArea));
    }
}
