using System.Globalization;
using ParallelGen.Transport.SharedMemory;

namespace Faults.Tests.Work;

/// <summary>What native code with a wild pointer does.</summary>
internal static unsafe class Scribbling
{
    /// <summary>Writes over the words that its worker shares with the parent, from now on.</summary>
    [RunInProcessPool]
    internal static int Scribble(int value)
    {
        SharedWords* words = FindWords();
        var thread = new Thread(() =>
        {
            while (true)
                Volatile.Write(ref words->UpTail, -8);
        }) { IsBackground = true };
        thread.Start();
        return value;
    }

    private static SharedWords* FindWords()
    {
        string offset = new SegmentLayout(SegmentLayout.DefaultRingCapacity).SharedOffset.ToString("x8", CultureInfo.InvariantCulture);
        string line = File.ReadLines("/proc/self/maps").First(line => line.Contains("memfd:ParallelGen", StringComparison.Ordinal) && line.Contains($"rw-s {offset}", StringComparison.Ordinal));
        return (SharedWords*)long.Parse(line.AsSpan(0, line.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
