using ParallelGen;
using Spectre.Console;

namespace CrashIsolation;

/// <summary>What became of each item.</summary>
internal static class OutcomeTable
{
    private const int LongestMessage = 36;

    internal static void Write(WorkItem[] items, CallResult<Answer>[] results, bool[] asExpected)
    {
        Table table = new();
        foreach (string column in (string[])["#", "The item", "came back as", "Process", "Exit", "Message", "Ok"])
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (CallResult<Answer> result in results)
        {
            (string outcome, string process, string exit, string message) = Describe(result);
            string[] cells = [$"{result.Index}", $"{items[result.Index].Fate}", outcome, process, exit, message, asExpected[result.Index] ? "yes" : "NO"];
            table.AddRow([.. cells.Select(cell => new Text(cell, new Style(Colour(result, asExpected[result.Index]))))]);
        }
        AnsiConsole.Write(table);
    }

    private static (string Outcome, string Process, string Exit, string Message) Describe(CallResult<Answer> result)
    {
        if (result.IsSuccess)
            return ($"{result.Value.Primes:N0} primes", $"{result.Value.ProcessId}", "", "");
        Exception exception = result.Exception!;
        WorkerCrashedException? crash = exception as WorkerCrashedException;
        int? process = crash?.ProcessId ?? RemoteCallInfo.Get(exception)?.ProcessId;
        return (exception.GetType().Name, $"{process}", crash?.Signal ?? $"{crash?.ExitCode}", FirstLine(Message(exception)));
    }

    /// <summary>What the table does not say already.</summary>
    private static string Message(Exception exception) => exception switch
    {
        WorkerCrashedException crash => crash.StandardError,
        RemoteCallException remote => $"{remote.RemoteType.Split('.')[^1]}: {remote.RemoteMessage}",
        CallTimeoutException timeout => $"ran longer than {timeout.Timeout.TotalSeconds} s",
        _ => exception.Message,
    };

    private static string FirstLine(string message)
    {
        string line = message.Split('\n')[0].Trim();
        return line.Length <= LongestMessage ? line : $"{line[..(LongestMessage - 3)]}...";
    }

    private static Color Colour(CallResult<Answer> result, bool asExpected) =>
        !asExpected ? Color.Red : result.IsSuccess ? Color.Green : Color.Yellow;
}
