namespace ImageAnalysis;

/// <summary>What was found in one image.</summary>
internal sealed record ImageReport(int Threshold, List<FoundObject> Objects)
{
    internal bool IsSameAs(ImageReport other) => Threshold == other.Threshold && Objects.SequenceEqual(other.Objects);
}
