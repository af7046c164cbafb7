using System.CommandLine;
using AssemblyCensus.Analysis;
using AssemblyCensus.Modes;
using Samples;

namespace AssemblyCensus;

/// <summary>What the user asked for.</summary>
internal sealed record CensusOptions(int Workers, IReadOnlyCollection<string> Folders, int? Limit, int Top, int Passes, IReadOnlyList<CensusMode> Modes)
{
    private const string All = "all";

    internal static RootCommand Command(Func<CensusOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<DirectoryInfo[]> folders = new("--path")
        {
            Description = "The folders to search; by default the installed .NET itself.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [new DirectoryInfo(Corpus.DotnetRoot())],
        };
        folders.AcceptExistingOnly();
        Option<int?> limit = CommandLine.OptionalNumber("--limit", "Look at N files only, taken evenly from all folders.", minimum: 1);
        Option<int> top = CommandLine.Number("--top", "How many lines the tables have.", 10, minimum: 1, maximum: AssemblyAnalyzer.MethodsKept);
        Option<int> passes = CommandLine.Number("--passes", "How often each mode goes over the files: the first time cold, then warm.", 3, minimum: 1, maximum: 1000);
        Option<string> mode = new("--mode")
        {
            Description = "Who does the work: all three one after the other, or one alone.",
            DefaultValueFactory = _ => All,
        };
        mode.AcceptOnlyFromAmong([All, .. Enum.GetNames<CensusMode>().Select(Lower)]);

        RootCommand command = new("Takes a census of .NET assemblies: sequentially, on threads, and in a process pool; and compares the results.")
        {
            workers, folders, limit, top, passes, mode,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new CensusOptions(
                arguments.GetValue(workers),
                [.. arguments.GetRequiredValue(folders).Select(folder => folder.FullName)],
                arguments.GetValue(limit),
                arguments.GetValue(top),
                arguments.GetValue(passes),
                [.. Enum.GetValues<CensusMode>().Where(each => arguments.GetRequiredValue(mode) is string asked && (asked == All || asked == Lower($"{each}")))]),
            cancellationToken));
        return command;
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
