using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParallelGen;

namespace EndToEnd.Tests;

internal static partial class Work
{
    [RunInProcessPool]
    internal static Types.Geometry.Shape NameShape(Types.Geometry.Shape shape) => shape;

    [RunInProcessPool]
    internal static int CountShapes(Types.Geometry.Shape[] shapes) => shapes.Length;

    private static ReadOnlyMemory<double> s_kept;
    private static SharedArray<long>? s_array;

    /// <summary>Bytes with padding between them, which only memory that is shared shows as they are.</summary>
    internal struct Padded
    {
        public byte Small { get; set; }
        public double Large { get; set; }
    }

    [RunInProcessPool]
    internal static double SumRange(Range range, SharedArray<double> values)
    {
        double sum = 0;
        foreach (double value in values.Span[range])
            sum += value;
        return sum;
    }

    [RunInProcessPool]
    internal static void FillRange(Range range, SharedArray<double> values, double by)
    {
        foreach (ref double value in values.Span[range])
            value += by;
    }

    [RunInProcessPool]
    internal static void Count(SharedArray<long> counters, int index, int times)
    {
        for (int i = 0; i < times; i++)
            Interlocked.Increment(ref counters.Span[index]);
    }

    [RunInProcessPool]
    internal static int LengthOf(SharedArray<Padded>? array) => array is null ? -1 : array.Span.Length;

    [RunInProcessPool]
    internal static double LastLarge(SharedArray<Padded> array) => array.Span[^1].Large;

    /// <summary>Reads the array when its caller has long stopped to wait, and says what it saw.</summary>
    [RunInProcessPool]
    internal static void ReadLate(int item, SharedArray<long> array, string go, string saw)
    {
        AwaitedFile.Wait(go);
        string text;
        try
        {
            text = (array.Span[0] + array.Span[^1] + item).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (ObjectDisposedException exception)
        {
            text = exception.Message;
        }
        File.WriteAllText(saw + ".new", text);
        File.Move(saw + ".new", saw);
    }

    [RunInProcessPool]
    internal static long ReadAfter(SharedArray<long> array, string started, string go)
    {
        long before = array.Span[0];
        File.WriteAllText(started, "");
        AwaitedFile.Wait(go);
        array.Dispose(); // which is not the worker's to do
        return before + array.Span[1];
    }

    [RunInProcessPool]
    internal static int MappedBlocks() => File.ReadLines("/proc/self/maps").Count(line => line.Contains("memfd:ParallelGen", StringComparison.Ordinal));

    [RunInProcessPool]
    internal static void Keep(SharedArray<long> array)
    {
#pragma warning disable PGEN030 // the worker keeps it on purpose
        s_array = array;
#pragma warning restore PGEN030
    }

    [RunInProcessPool]
    internal static long ReadKept()
    {
#pragma warning disable PGEN031
        return s_array!.Span[0];
#pragma warning restore PGEN031
    }

    [RunInProcessPool]
    internal static async Task<double> SumNestedAsync(SharedArray<double> values)
    {
        await using var pool = new ProcessPool(1);
        return await pool.SumRangeAsync(Range.All, values);
    }

    [RunInProcessPool]
    internal static void MakeShared()
    {
#pragma warning disable PGEN050 // the exception is what the test wants
        using SharedArray<int> array = SharedArray.Create<int>(1);
#pragma warning restore PGEN050
    }

    [RunInProcessPool]
    internal static long SumSpan(ReadOnlySpan<int> values, int from)
    {
        long sum = from;
        foreach (int value in values)
            sum += value;
        return sum;
    }

    [RunInProcessPool]
    internal static async Task<double> SumMemoryAsync(ReadOnlyMemory<double> values, string? wait)
    {
        if (wait is not null)
            await File.WriteAllTextAsync(wait + " started", "");
        while (wait is not null && !File.Exists(wait))
            await Task.Delay(1);
        double sum = 0;
        foreach (double value in values.Span)
            sum += value;
        return sum;
    }

    [RunInProcessPool]
    internal static int CompareViews(ReadOnlySpan<byte> first, ReadOnlyMemory<byte> second, string between, ReadOnlySpan<byte> third) =>
        between.Length + (first.SequenceEqual(second.Span) ? 1 : 0) + (first.SequenceEqual(third) ? 2 : 0);

    [RunInProcessPool]
    internal static ReadOnlyMemory<byte> EchoView(ReadOnlyMemory<byte> data) => data;

    [RunInProcessPool]
    internal static DateTime Latest(ReadOnlySpan<DateTime> times)
    {
        DateTime latest = default;
        foreach (DateTime time in times)
            latest = time > latest ? time : latest;
        return latest;
    }

    /// <summary>Whether the place is aligned for its elements, and where it is.</summary>
    [RunInProcessPool]
    internal static bool IsAligned(ReadOnlySpan<double> values) =>
        Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(values)) % sizeof(double) == 0;

    [RunInProcessPool]
    internal static void KeepView(ReadOnlyMemory<double> values)
    {
#pragma warning disable PGEN030
        s_kept = values;
#pragma warning restore PGEN030
    }

    [RunInProcessPool]
    internal static string UseKeptView()
    {
#pragma warning disable PGEN031
        try
        {
            return s_kept.Span.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (ObjectDisposedException exception)
        {
            return exception.Message;
        }
#pragma warning restore PGEN031
    }

    /// <summary>Keeps the view of the first item, and looks at it in those after it.</summary>
    [RunInProcessPool]
    internal static bool LooksAtFormerItem(ReadOnlyMemory<double> item, ReadOnlyMemory<double> shared)
    {
#pragma warning disable PGEN030, PGEN031
        bool isReadable = shared.Span.Length >= 0 && s_kept.Length > 0;
        try
        {
            if (isReadable)
                isReadable = s_kept.Span.Length > 0;
        }
        catch (ObjectDisposedException)
        {
            isReadable = false;
        }
        s_kept = item;
#pragma warning restore PGEN030, PGEN031
        return isReadable;
    }
}
