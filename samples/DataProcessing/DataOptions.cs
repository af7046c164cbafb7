using System.CommandLine;
using Samples;

namespace DataProcessing;

/// <summary>What the user asked for.</summary>
internal sealed record DataOptions(int Workers, int Rows, int Top, int Seed, DirectoryInfo? Folder)
{
    internal static RootCommand Command(Func<DataOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> rows = CommandLine.Number("--rows", "How many rows the file has.", 10_000_000, minimum: 1000, maximum: 50_000_000);
        Option<int> top = CommandLine.Number("--top", "How many zones the table shows.", 8, minimum: 1, maximum: Groups.Zones);
        Option<int> seed = CommandLine.Number("--seed", "Other seeds give other trips.", 1, minimum: 0, maximum: 1_000_000);
        Option<DirectoryInfo> folder = CommandLine.Folder("the file");

        RootCommand command = new("Makes a large CSV file of taxi trips, reads and groups it sequentially, on threads and in a process pool, and compares the results.")
        {
            workers, rows, top, seed, folder,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new DataOptions(arguments.GetValue(workers), arguments.GetValue(rows), arguments.GetValue(top), arguments.GetValue(seed), arguments.GetValue(folder)),
            cancellationToken));
        return command;
    }
}
