namespace DataProcessing;

/// <summary>How a trip was paid.</summary>
internal enum Payment : byte
{
    Cash,
    Card,
}
