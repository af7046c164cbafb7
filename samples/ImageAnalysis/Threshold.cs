namespace ImageAnalysis;

/// <summary>The grey value that best parts objects from background (Otsu 1979: the greatest variance between the two classes).</summary>
internal static class Threshold
{
    /// <returns>Values above it belong to objects.</returns>
    internal static int Otsu(GrayImage image)
    {
        long[] histogram = new long[256];
        foreach (byte value in image.Pixels)
            histogram[value]++;
        long total = image.Pixels.Length;
        long sum = histogram.Select((count, value) => count * value).Sum();

        long dark = 0;
        long darkSum = 0;
        int best = 0;
        double bestVariance = -1;
        for (int value = 0; value < histogram.Length; value++)
        {
            dark += histogram[value];
            darkSum += histogram[value] * value;
            long bright = total - dark;
            if (dark == 0 || bright == 0)
                continue;
            double difference = (double)darkSum / dark - (double)(sum - darkSum) / bright;
            double variance = (double)dark * bright * difference * difference;
            if (variance > bestVariance)
                (best, bestVariance) = (value, variance);
        }
        return best;
    }
}
