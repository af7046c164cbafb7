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

    /// <summary>Gives three times the item; before that, the one that is named writes a few values at random places of what its worker shares, and may end it.</summary>
    [RunInProcessPool]
    internal static long Triple(int item, int named, int seed, bool dies)
    {
        if (item == named)
        {
            var random = new Random(seed);
            SharedWords* words = FindWords();
            byte* ring = Find(new SegmentLayout(SegmentLayout.DefaultRingCapacity).DownOffset + SegmentLayout.DefaultRingCapacity);
            for (int writes = random.Next(1, 6); writes > 0; writes--)
            {
                if (random.Next(2) == 0)
                    ((int*)words)[random.Next(SharedWords.Size / sizeof(int))] = ValueOf(random);
                else // about where the next answer begins
                    *(int*)(ring + Math.Max(0, (Volatile.Read(ref words->UpTail) & (SegmentLayout.DefaultRingCapacity - 1)) + random.Next(-64, 256))) = ValueOf(random);
            }
            if (dies)
                Misdeed.Do(Way.Kill);
        }
        return 3L * item;
    }

    private static int ValueOf(Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => -1,
        2 => random.Next(-8, 64),
        3 => int.MaxValue - random.Next(2),
        _ => random.Next(int.MinValue, int.MaxValue),
    };

    private static SharedWords* FindWords() => (SharedWords*)Find(new SegmentLayout(SegmentLayout.DefaultRingCapacity).SharedOffset);

    /// <summary>Where this process may write to a part of the segment.</summary>
    private static byte* Find(long offsetInSegment)
    {
        string offset = offsetInSegment.ToString("x8", CultureInfo.InvariantCulture);
        string line = File.ReadLines("/proc/self/maps").First(line => line.Contains("memfd:ParallelGen", StringComparison.Ordinal) && line.Contains($"rw-s {offset}", StringComparison.Ordinal));
        return (byte*)long.Parse(line.AsSpan(0, line.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
