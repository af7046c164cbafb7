using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision.Output;

/// <summary>
/// Writes what workers print to this program's own output, on a thread of its own: whoever reads that may pause, and a writer of the user's may
/// block, without holding up the end of a worker, its replacement or a disposal. Workers that go on printing wait then, as the program itself would.
/// Thread-safe.
/// </summary>
/// <param name="mostWaiting">How many characters may wait to be written before workers are read no more.</param>
/// <param name="onRoom">Called when there is room again.</param>
internal sealed class OutputWriter(int mostWaiting, Action onRoom)
{
    /// <summary>Lines of all workers go to the same console.</summary>
    public static readonly OutputWriter Shared = new(1 << 20, OutputPump.WakeUp);

    private const int LastWords = 4; // times the room, for what the dead have left: that is read without waiting
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestFlush = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Queue<(Func<TextWriter> Target, string Text)> _texts = new();
    private long _waiting;
    private long _leftOut;
    private long _added;
    private long _written;
    private bool _isStarted;

    /// <summary>Whether more is to be read.</summary>
    public bool HasRoom => Volatile.Read(ref _waiting) < mostWaiting;

    /// <summary>Lets a text be written, after all others. Never waits.</summary>
    /// <param name="target">Gives the writer when it is its turn.</param>
    /// <param name="text">The text.</param>
    public void Add(Func<TextWriter> target, string text)
    {
        lock (_gate)
        {
            if (_waiting >= (long)LastWords * mostWaiting)
            {
                _leftOut += text.Length;
                return;
            }
            _texts.Enqueue((target, text));
            _waiting += text.Length;
            _added++;
            if (!_isStarted)
                TryStart();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until there is room, or it is not to be waited any more.</summary>
    /// <param name="isHurried">Whether it is not. Looked at again at each <see cref="Hurry"/>.</param>
    public void WaitForRoom(Func<bool> isHurried)
    {
        lock (_gate)
        {
            while (!HasRoom && !isHurried())
                Monitor.Wait(_gate);
        }
    }

    /// <summary>Lets those who wait for room look again whether they are to.</summary>
    public void Hurry()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Waits until everything is written that was added before, but not for a writer that has stopped, and not for long for a slow one.</summary>
    public void Flush()
    {
        long end = Stopwatch.GetTimestamp() + Ticks(s_longestFlush);
        lock (_gate)
        {
            long last = _added;
            while (_written < last)
            {
                long before = _written;
                long due = Math.Min(end, Stopwatch.GetTimestamp() + Ticks(s_patience));
                // What others add wakes it up, too.
                while (_written == before && Stopwatch.GetTimestamp() is var now && now < due)
                    Monitor.Wait(_gate, TimeSpan.FromSeconds((due - now) / (double)Stopwatch.Frequency));
                if (_written == before)
                    return;
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    // Where the system has no thread left, the next text tries again.
    private void TryStart()
    {
        try
        {
            OwnThread.Start("output writer", Run);
            _isStarted = true;
        }
        catch (NoThreadException)
        {
        }
    }

    private void Run()
    {
        while (true)
        {
            (Func<TextWriter> Target, string Text) next;
            long leftOut = 0;
            lock (_gate)
            {
                while (_texts.Count == 0)
                    Monitor.Wait(_gate);
                next = _texts.Dequeue();
                if (_texts.Count == 0)
                    (leftOut, _leftOut) = (_leftOut, 0);
            }
            Write(next.Target, next.Text);
            if (leftOut > 0)
                Write(next.Target, $"ParallelGen: {leftOut} characters that workers had printed before they ended are left out: nobody read the output of this program.{Environment.NewLine}");
            bool hasRoomAgain;
            lock (_gate)
            {
                bool hadRoom = HasRoom;
                _waiting -= next.Text.Length;
                _written++;
                hasRoomAgain = !hadRoom && HasRoom;
                Monitor.PulseAll(_gate);
            }
            if (hasRoomAgain)
                onRoom();
        }
    }

    private static void Write(Func<TextWriter> target, string text)
    {
        try
        {
            target().Write(text);
        }
        catch (Exception)
        {
            // The program's own output is closed, or a writer of the user's that does not want it; neither workers nor program stop for that.
        }
    }
}
