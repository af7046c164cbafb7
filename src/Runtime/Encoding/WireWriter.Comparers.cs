namespace ParallelGen.Encoding;

// Comparers of strings, which collections have beside their elements.
public ref partial struct WireWriter
{
    /// <summary>Begins a collection of strings that compares them in its own way; nothing is written for the default.</summary>
    public void WriteComparer(IEqualityComparer<string>? comparer) => WriteComparer(WireComparer.NumberOf(comparer, isOrdinalDefault: true));

    /// <summary>The same for a collection that sorts.</summary>
    public void WriteOrder(IComparer<string>? comparer) => WriteComparer(WireComparer.NumberOf(comparer, isOrdinalDefault: false));

    // An array of the comparer, in an extension that no element is, and the collection.
    private void WriteComparer(byte number)
    {
        if (number == 0) return;
        WriteArrayHeader(2);
        WriteExtensionHeader(WireExtension.Comparer, 1);
        WriteCode(number);
    }
}
