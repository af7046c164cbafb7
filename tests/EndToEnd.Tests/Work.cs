using System.Runtime.InteropServices;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>The marked methods that the tests call.</summary>
internal static partial class Work
{
    [RunInProcessPool]
    internal static int Double(int data) => data * 2;

    [RunInProcessPool]
    internal static string Describe(string name, int count = 1, DayOfWeek? day = null) => $"{name} {count} {day}";

    [RunInProcessPool]
    internal static int WhoAmI() => Environment.ProcessId;

    [RunInProcessPool]
    internal static int WhoAmISlowly(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return Environment.ProcessId;
    }

    [RunInProcessPool]
    internal static async Task<int> SlowlyAsync(int milliseconds, CancellationToken cancellationToken)
    {
        await Task.Delay(milliseconds, cancellationToken);
        return milliseconds;
    }

    [RunInProcessPool]
    internal static async ValueTask<string> ViaValueTaskAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    [RunInProcessPool]
    internal static Task ViaTaskAsync(string path) => File.AppendAllTextAsync(path, "x");

    [RunInProcessPool]
    internal static void Append(string path, string text) => File.AppendAllText(path, text);

    [RunInProcessPool]
    internal static byte[] Echo(byte[] data) => data;

    [RunInProcessPool]
    internal static double[] EchoDoubles(double[] data) => data;

    [RunInProcessPool]
    internal static int CountBytes(byte[] data) => data.Length;

    [RunInProcessPool]
    internal static byte[] MakeBytes(int count) => new byte[count];

    [RunInProcessPool]
    internal static int Divide(int dividend, int divisor) => dividend / divisor;

    [RunInProcessPool]
    internal static string Fail(string kind) => throw kind switch
    {
        "argument" => new ArgumentOutOfRangeException(nameof(kind), "too much"),
        "operation" => new InvalidOperationException("outer", new FormatException("inner")),
        "own" => new OwnException("mine"),
        "cancelled" => new OperationCanceledException("nobody asked"),
        "disposed" => new ObjectDisposedException("thing"),
        _ => new NotSupportedException(kind),
    };

    [RunInProcessPool]
    internal static int FailOn(int item, int bad) => item == bad ? throw new ArgumentException($"item {item}", nameof(item)) : item;

    /// <summary>Ends the worker in the way that is named; returns the number for "none".</summary>
    [RunInProcessPool]
    internal static int Die(string way, int number)
    {
        switch (way)
        {
            case "none":
                return number;
            case "exit0":
                Environment.Exit(0);
                break;
            case "exit7":
                Environment.Exit(7);
                break;
            case "failfast":
                Environment.FailFast("on purpose");
                break;
            case "overflow":
                return Overflow(number);
            case "abort":
                Abort();
                break;
            case "segv":
                unsafe
                {
                    *(int*)0x10_0000_0000 = 1;
                }
                break;
            case "kill":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                break;
            case "thread":
                var thread = new Thread(() => throw new InvalidOperationException("in the background"));
                thread.Start();
                thread.Join();
                break;
        }
        Thread.Sleep(Timeout.Infinite);
        return number;
    }

    [RunInProcessPool]
    internal static void SpinForever(string startedFile)
    {
        File.WriteAllText(startedFile, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        while (true)
        {
        }
    }

    [RunInProcessPool]
    internal static string WaitForToken(string startedFile, CancellationToken cancellationToken)
    {
        File.WriteAllText(startedFile, "");
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return "not reached";
    }

    [RunInProcessPool]
    internal static string IgnoreToken(string startedFile, CancellationToken cancellationToken)
    {
        File.WriteAllText(startedFile, "");
        Thread.Sleep(Timeout.Infinite);
        return cancellationToken.ToString()!;
    }

    /// <summary>Returns at once, or when the file appears that is named.</summary>
    [RunInProcessPool]
    internal static int WaitForFileIf(int number, string file)
    {
        if (file.Length > 0)
            AwaitedFile.Wait(file);
        return number;
    }

    /// <summary>Says that it started, by a file of its own, then waits until a file appears.</summary>
    [RunInProcessPool]
    internal static int WaitForFile(int number, string startedFile, string file)
    {
        File.WriteAllText($"{startedFile}.{number}", "");
        AwaitedFile.Wait(file);
        return number;
    }

    /// <summary>Has a file as long as it runs, into which it writes how many have, and waits until another appears; gives that number.</summary>
    [RunInProcessPool]
    internal static int CountRunning(int number, string folder, string file)
    {
        string own = Path.Combine(folder, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.WriteAllText(own, "");
        int running = System.IO.Directory.GetFiles(folder).Length;
        File.WriteAllText(own, running.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AwaitedFile.Wait(file);
        File.Delete(own);
        return running;
    }

    /// <summary>Writes the number into this worker's own part of a ledger.</summary>
    [RunInProcessPool]
    internal static int Note(int number, string ledger)
    {
        File.AppendAllText($"{ledger}.{Environment.ProcessId}", number + "\n");
        return number;
    }

    [RunInProcessPool(TimeoutMilliseconds = 300)]
    internal static int TimedOut(int number)
    {
        while (number < 0)
        {
        }
        return number;
    }

    [RunInProcessPool(TimeoutMilliseconds = 100)]
    internal static int Outlast(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    [RunInProcessPool]
    internal static string Where() =>
        $"{PoolWorker.Current.IsWorker} {PoolWorker.Current.Id >= 0} {PoolWorker.Current.CallCount > 0} {Environment.GetEnvironmentVariable("PARALLELGEN_WORKER")}"
        + $"{Environment.GetEnvironmentVariable("DOTNET_STARTUP_HOOKS")}";

    [RunInProcessPool]
    internal static string Number() => $"{PoolWorker.Current.Id}.{PoolWorker.Current.Generation}";

    [RunInProcessPool]
    internal static long Count() => PoolWorker.Current.CallCount;

    [RunInProcessPool]
    internal static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    [RunInProcessPool]
    internal static string Directory() => Environment.CurrentDirectory;

    [RunInProcessPool]
    internal static async Task<int> NestedAsync(int number)
    {
        await using var inner = new ProcessPool(workerCount: 2);
        int[] doubled = await inner.DoubleMapAsync([number, number + 1]);
        return doubled.Sum() + await ProcessPool.Shared.DoubleAsync(number);
    }

    [RunInProcessPool]
    internal static int Pick(Picky item) => item.Value;

    [RunInProcessPool]
    internal static int Look(Shy item) => item.Value;

    [RunInProcessPool]
    internal static Shy Show(int value) => new() { Value = value, FailsInWorker = true };

    [RunInProcessPool]
    internal static void Print(string text) => Console.Error.WriteLine(text);

    private static int Overflow(int number) => number < 0 ? number : Overflow(number + 1) + 1;

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}

internal sealed class OwnException(string message) : Exception(message);

/// <summary>Can't be made from 7 in a worker.</summary>
internal sealed class Picky
{
    public Picky(int value) =>
        Value = value == 7 && PoolWorker.Current.IsWorker ? throw new ArgumentException("no seven") : value;

    public int Value { get; }
}

/// <summary>Can't be read where it holds 7: by the caller, or in a worker.</summary>
internal sealed class Shy
{
    private int _value;

    public bool FailsInWorker { get; set; }

    public int Value
    {
        get => _value == 7 && FailsInWorker == PoolWorker.Current.IsWorker ? throw new InvalidOperationException("no look") : _value;
        set => _value = value;
    }
}
