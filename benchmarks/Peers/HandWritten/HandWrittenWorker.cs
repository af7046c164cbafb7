using System.Diagnostics;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>What people write today: one child process, one connection, one call at a time, everything synchronous.</summary>
internal abstract class HandWrittenWorker(Process process) : IDisposable
{
    public abstract int Increment(int value);

    public abstract int[] IncrementAll(int[] values);

    public abstract int[] MeasureAll(string[] texts);

    public abstract byte[] Echo(byte[] data);

    public abstract double[] EchoDoubles(double[] data);

    public abstract Record[] EchoRecords(Record[] records);

    public abstract int CountPrimes(int from, int to);

    public abstract Stamp Spin(int item);

    public abstract void Forever();

    public abstract void Sleep(int milliseconds);

    public abstract void Allocate(int item);

    /// <summary>Single calls; who can, sends the next ones before the first is answered.</summary>
    public virtual void Burst(int calls)
    {
        for (int i = 0; i < calls; i++)
            Increment(i);
    }

    public void Kill() => process.Kill();

    public virtual void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Starts this program again as a worker.</summary>
    protected static Process Launch(string[] arguments, bool redirect)
    {
        var start = new ProcessStartInfo(ThisProgram.Command[0]) { RedirectStandardInput = redirect, RedirectStandardOutput = redirect };
        foreach (string argument in (string[])[.. ThisProgram.Command[1..], .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
