namespace NativeAot.Host;

internal sealed record Person(string Name, int[] Marks);
