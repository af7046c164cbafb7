using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>Writes random values of all sorts over what a worker can write.</summary>
internal sealed unsafe class Scribbler(Segment segment, int seed)
{
    private readonly Random _random = new(seed);

    public void Run(int strokes, Action end)
    {
        for (int i = 0; i < strokes; i++)
        {
            Stroke();
            Thread.SpinWait(_random.Next(300));
        }
        end();
    }

    private void Stroke()
    {
        SharedWords* words = segment.Shared;
        int kind = _random.Next(100);
        switch (kind)
        {
            case < 60: segment.Up.Start[_random.Next(segment.Up.Capacity)] = (byte)_random.Next(256); break;
            case < 80: *(long*)(segment.Up.Start + (8 * _random.Next(segment.Up.Capacity / 8))) = Number(); break;
            case < 90: *(long*)((byte*)words + SharedWords.SlotsOffset + (8 * _random.Next((SharedWords.Size - SharedWords.SlotsOffset) / 8))) = Number(); break;
            case < 93: words->UpStreamEnd = Near(words->UpTail * 2); break;
            case < 95: words->ParentSleeps = _random.Next(2); break;
            case < 97: words->WorkerSleeps = _random.Next(-1, 2); break;
            case < 98: words->UpTail = Near(words->UpTail); break;
            case < 99: words->DownHead = Near(words->DownHead); break;
            default: words->UpTail = Number(); break;
        }
    }

    private long Near(long value) => value + (8 * _random.Next(-20, 200));

    private long Number() => _random.Next(4) switch
    {
        0 => _random.NextInt64(long.MinValue, long.MaxValue),
        1 => _random.Next(),
        2 => 0,
        _ => -1,
    };
}
