using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ParallelGen.Platform;

namespace Faults.Tests.Work;

/// <summary>What the tests of single moments run in workers, and pass to them.</summary>
internal static partial class Moments
{
    private const int SetDescriptorFlags = 2;

    [RunInProcessPool]
    internal static int Take(Gate gate) => gate.Value;

    [RunInProcessPool]
    internal static int TakeLarge(byte[] bytes, Gate gate) => bytes.Length + gate.Value;

    [RunInProcessPool]
    internal static int First(int number) => number;

    [RunInProcessPool]
    internal static int Second(int number) => number;

    [RunInProcessPool]
    internal static int Third(int number) => number;

    /// <summary>Within a worker that is a thread: a call with a stream, of whose threads one is refused, and then one more.</summary>
    [RunInProcessPool]
    internal static async Task<string> StreamWithin(int refused, string pidFile)
    {
        await using var pool = new ProcessPool(workerCount: 1);
        int threads = 0;
        Failpoint.Reached = place =>
        {
            if (place == "parent.thread" && ++threads == refused)
                throw new InsufficientMemoryException();
        };
        ProcessPoolException? refusal = null;
        try
        {
            await pool.DrainAsync(pidFile, Numbers());
        }
        catch (ProcessPoolException exception)
        {
            refusal = exception;
        }
        return $"{refusal?.Message}; {await pool.DrainAsync(pidFile, Numbers())}";
    }

    internal static async IAsyncEnumerable<int> Numbers()
    {
        for (int number = 1; number <= 3; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }

    /// <summary>A large result that never comes to its end.</summary>
    [RunInProcessPool]
    internal static Stuck GiveStuck() => new();

    [RunInProcessPool]
    internal static int Scale(int number, Gate gate) => number * gate.Value;

    [RunInProcessPool(EveryWorker = true)]
    internal static int TakeEverywhere(Gate gate) => gate.Value;

    [RunInProcessPool]
    internal static Observed Observe(int number) => new() { Value = number };

    /// <summary>The same, of a method that looks at its token.</summary>
    [RunInProcessPool]
    internal static Observed ObserveUntil(int number, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new() { Value = number };
    }

    [RunInProcessPool]
    internal static List<Observed> ObserveMany(int count) => [.. Enumerable.Range(0, count).Select(number => new Observed { Value = number, Text = new string('x', 1000) })];

    /// <summary>Runs until its token ends it.</summary>
    [RunInProcessPool]
    internal static int TakeUntil(Gate gate, string startedFile, CancellationToken cancellationToken)
    {
        if (startedFile.Length > 0)
            File.WriteAllText(startedFile, "");
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return gate.Value;
    }

    /// <summary>Says how far it is.</summary>
    [RunInProcessPool]
    internal static void Say(int count, IProgress<int> progress)
    {
        for (int number = 0; number < count; number++)
            progress.Report(number);
    }

    /// <summary>Leaves a process behind that never stops to write to the output that it has of this one.</summary>
    [RunInProcessPool]
    internal static void LeaveWriter(string pidFile)
    {
        using Process writer = Process.Start("yes");
        File.WriteAllText(pidFile, writer.Id.ToString(CultureInfo.InvariantCulture));
        Misdeed.Do(Way.Exit7);
    }

    /// <summary>Fails at one item, and has more to give back than a socket holds.</summary>
    [RunInProcessPool]
    internal static byte[] Widen(byte[] bytes, int bad) => bytes[0] == bad ? throw new InvalidOperationException("on purpose") : bytes;

    /// <summary>Ends by its token the first time, and the second time only if that says so again.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 2)]
    internal static int EndOnce(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
            return cancellationToken.IsCancellationRequested ? -1 : 1;
        File.WriteAllText(file, "");
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    /// <summary>Waits for a file, and says by another that it does.</summary>
    [RunInProcessPool]
    internal static int Await(int number, string file)
    {
        File.WriteAllText($"{file} awaited", "");
        while (!File.Exists(file))
            Thread.Sleep(1);
        return number;
    }

    /// <summary>Never ends in one process, and says by a file that it began there.</summary>
    [RunInProcessPool]
    internal static int AvoidProcess(int process, string startedFile, Gate gate)
    {
        if (Environment.ProcessId == process)
        {
            File.WriteAllText(startedFile, "");
            Misdeed.Do(Way.Loop);
        }
        return gate.Value;
    }

    /// <summary>Leaves a process behind that has all of this one's descriptors, its sockets too, as one has that native code forks.</summary>
    [RunInProcessPool]
    internal static void LeaveHeir(Way way, string pidFile)
    {
        foreach (string descriptor in Directory.GetFiles("/proc/self/fd").Select(path => Path.GetFileName(path)))
            _ = Control(int.Parse(descriptor, CultureInfo.InvariantCulture), SetDescriptorFlags, 0);
        using Process heir = Process.Start("sleep", "1000");
        File.WriteAllText(pidFile, heir.Id.ToString(CultureInfo.InvariantCulture));
        Misdeed.Do(way);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    /// <summary>An argument that is read when the test says so, and then may throw.</summary>
    public sealed class Gate
    {
        private int _value;

        internal readonly TaskCompletionSource Reached = new();

        internal readonly TaskCompletionSource Opened = new();

        internal bool Throws;

        /// <summary>How often it is read before it waits.</summary>
        internal int Free;

        public int Value
        {
            get
            {
                if (PoolWorker.Current.IsWorker)
                    return _value;
                if (Free-- > 0)
                    return _value;
                Reached.TrySetResult();
                Opened.Task.Wait();
                return Throws ? throw new InvalidOperationException("on purpose") : _value;
            }
            set => _value = value;
        }
    }

    /// <summary>A result whose reading takes as long as the test says.</summary>
    public sealed class Observed
    {
        private int _value;

        internal static Action? Read { get; set; }

        public string Text { get; set; } = "";

        public int Value
        {
            get => _value;
            set
            {
                Read?.Invoke();
                _value = value;
            }
        }
    }

    /// <summary>Large, and in a worker never read to its end.</summary>
    public sealed class Stuck
    {
        private int _last;

        public byte[] Bytes { get; set; } = new byte[2 << 20];

        public int Last
        {
            get
            {
                if (PoolWorker.Current.IsWorker)
                    Misdeed.Do(Way.Loop);
                return _last;
            }
            set => _last = value;
        }
    }
}
