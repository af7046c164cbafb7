namespace ImageAnalysis;

/// <summary>What an object of a scene looks like.</summary>
internal enum Outline
{
    Ellipse,
    Rectangle,
}
