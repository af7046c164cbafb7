namespace NativeAot.Host;

/// <summary>Adds up what it hears; reports come one at a time.</summary>
internal sealed class Reports : IProgress<int>
{
    public int Sum { get; private set; }

    public void Report(int value) => Sum += value;
}
