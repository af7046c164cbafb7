using System.Text.Json;
using ParallelGen.Benchmarks.Peers.Processes;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>The pools of Node.</summary>
internal static class NodePeers
{
    private const string Script = "peers/node/measure.mjs";

    private static readonly (string Name, ContestantKind Kind, IReadOnlySet<string> Measurements)[] s_pools =
    [
        ("piscina", ContestantKind.Threads, Measurements.OfNodeThreads),
        ("tinypool", ContestantKind.Process, Measurements.OfNodeProcesses),
        ("workerpool", ContestantKind.Process, Measurements.OfNodeProcesses),
    ];

    internal static async Task<Finding> FindAsync(CancellationToken cancellationToken)
    {
        if (ThisProgram.FindAbove(Script) is not { } script)
            return Finding.Nobody($"The peers in Node are skipped: there is no {Script} above {AppContext.BaseDirectory}.");
        if (Executables.All("node").FirstOrDefault() is not { } node || await Executables.OutputAsync([node, "--version"], cancellationToken) is not { } version)
            return Finding.Nobody("The peers in Node are skipped: there is no node; apt-get install nodejs npm, then " + Finding.HowToInstall);

        List<IContestant> contestants = [];
        List<string> versions = [$"Node {version.Trim().TrimStart('v')}"];
        List<string> missing = [];
        foreach ((string name, ContestantKind kind, IReadOnlySet<string> measurements) in s_pools)
        {
            string package = Path.Combine(Path.GetDirectoryName(script)!, "node_modules", name, "package.json");
            if (File.Exists(package))
            {
                contestants.Add(new ScriptContestant(name, kind, node, script, measurements));
                versions.Add($"{name} {VersionIn(package)}");
            }
            else
            {
                missing.Add($"{name} is skipped, it is not in peers/node/node_modules: {Finding.HowToInstall}");
            }
        }
        return new Finding(contestants, versions, missing);
    }

    private static string? VersionIn(string package)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(package));
        return document.RootElement.GetProperty("version").GetString();
    }
}
