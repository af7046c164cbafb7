using System.CommandLine;
using Samples;

namespace ModelTraining;

/// <summary>What the user asked for.</summary>
internal sealed record TrainingOptions(int Workers, int Rows, int Folds, int Grid, int Seed, DirectoryInfo? Folder)
{
    internal static RootCommand Command(Func<TrainingOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> rows = CommandLine.Number("--rows", "How many rows there are to learn from.", 600, minimum: 50, maximum: 20_000);
        Option<int> folds = CommandLine.Number("--folds", "Into how many parts they are divided, each of which tests what was learned from the others.", 5, minimum: 2, maximum: 20);
        Option<int> grid = CommandLine.Number("--grid", "How many values of each of the two hyper-parameters are tried.", 7, minimum: 2, maximum: 12);
        Option<int> seed = CommandLine.Number("--seed", "Other seeds give other rows.", 1, minimum: 0, maximum: 1_000_000);
        Option<DirectoryInfo> folder = CommandLine.Folder("the file of rows");

        RootCommand command = new("Searches the best hyper-parameters of a model by cross-validation: sequentially, on threads and in a process pool whose workers have loaded the data.")
        {
            workers, rows, folds, grid, seed, folder,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new TrainingOptions(
                arguments.GetValue(workers),
                arguments.GetValue(rows),
                arguments.GetValue(folds),
                arguments.GetValue(grid),
                arguments.GetValue(seed),
                arguments.GetValue(folder)),
            cancellationToken));
        return command;
    }
}
