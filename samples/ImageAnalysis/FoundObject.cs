namespace ImageAnalysis;

/// <summary>One object: its area in pixels and its centre.</summary>
internal readonly record struct FoundObject(int Area, double X, double Y);
