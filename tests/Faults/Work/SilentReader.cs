namespace Faults.Tests.Work;

/// <summary>A program whose output nobody reads for a while: its workers' output goes to a writer that does not return.</summary>
internal static class SilentReader
{
    /// <summary>Gives 0 if the pool goes on meanwhile, and what the workers had printed comes when somebody reads again. Prints nothing: it would wait, too.</summary>
    public static async Task<int> Run()
    {
        using var writer = new HeldWriter();
        Console.SetOut(writer);
        var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1 });
        Task endless = pool.PrintForEverAsync();
        writer.IsHeld.Wait();
        try
        {
            await endless;
            return 1;
        }
        catch (CallTimeoutException)
        {
            // Its worker waits for whoever reads, and is killed as ever.
        }
        try
        {
            await pool.PrintAndDieAsync("the last words");
            return 2;
        }
        catch (WorkerCrashedException)
        {
        }
        if (await pool.PlainAsync(41) != 42)
            return 3;
        await pool.DisposeAsync();
        writer.Release();
        while (!writer.ToString().Contains("the last words", StringComparison.Ordinal))
            await Task.Delay(1);
        return 0;
    }

    [RunInProcessPool(TimeoutMilliseconds = 500)]
    internal static void PrintForEver()
    {
        while (true)
            Console.WriteLine("more");
    }

    [RunInProcessPool]
    internal static void PrintAndDie(string text)
    {
        Console.WriteLine(text);
        Console.Out.Flush();
        Misdeed.Do(Way.Exit7);
    }

    private sealed class HeldWriter : StringWriter
    {
        private readonly ManualResetEventSlim _mayGoOn = new();

        public ManualResetEventSlim IsHeld { get; } = new();

        public void Release() => _mayGoOn.Set();

        public override void Write(string? value)
        {
            IsHeld.Set();
            _mayGoOn.Wait();
            lock (_mayGoOn)
                base.Write(value);
        }

        public override string ToString()
        {
            lock (_mayGoOn)
                return base.ToString();
        }

        protected override void Dispose(bool disposing)
        {
            _mayGoOn.Dispose();
            IsHeld.Dispose();
            base.Dispose(disposing);
        }
    }
}
