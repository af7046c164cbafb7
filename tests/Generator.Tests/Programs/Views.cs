using System;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

public struct Sample
{
    public byte Channel;
    public double Value;
}

public static class Views
{
    [RunInProcessPool]
    public static double Sum(ReadOnlySpan<double> values) => values.Length;

    [RunInProcessPool]
    public static async Task<int> CountAsync(ReadOnlyMemory<byte> text, byte letter, ReadOnlyMemory<Sample> samples = default)
    {
        await Task.Yield();
        return text.Span.Count(letter) + samples.Length;
    }

    [RunInProcessPool]
    public static string Join(string separator, ReadOnlySpan<char> letters, params ReadOnlySpan<int> numbers) =>
        letters.ToString() + separator + numbers.Length;

    [RunInProcessPool]
    public static void Scale(Range range, SharedArray<float> values, float by, SharedArray<Sample>? log = null)
    {
        foreach (ref float value in values.Span[range])
            value *= by;
    }

    [RunInProcessPool]
    public static ReadOnlyMemory<byte> Echo(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<string> names) => names.Length > 0 ? bytes : default;
}
