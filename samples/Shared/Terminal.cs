using Spectre.Console;

namespace Samples;

/// <summary>What the samples show while they run: a live bar on a terminal, a few plain lines in a file or a pipe.</summary>
internal static class Terminal
{
    private const int WidthWithoutTerminal = 120;

    /// <summary>Gives tables room where there is no terminal whose width could be asked for.</summary>
    internal static void Prepare()
    {
        if (!IsLive)
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
    }

    private static bool IsLive => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>Runs something that says after each of <paramref name="total"/> steps that it is done, from any thread.</summary>
    internal static async Task<T> WithProgressAsync<T>(string title, int total, Func<Action, Task<T>> run)
    {
        if (!IsLive)
            return await run(PlainLines(title, total));

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: total);
                return await run(() => task.Increment(1));
            });
    }

    private static Action PlainLines(string title, int total)
    {
        int done = 0;
        return () =>
        {
            int now = Interlocked.Increment(ref done);
            if (now * 4L / total > (now - 1) * 4L / total)
                Console.WriteLine($"{title}: {now:N0} of {total:N0}");
        };
    }
}
