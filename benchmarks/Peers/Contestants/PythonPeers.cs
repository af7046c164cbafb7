using System.Text.Json;
using ParallelGen.Benchmarks.Peers.Processes;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>The pools of Python.</summary>
internal static class PythonPeers
{
    private const string Script = "peers/python/measure.py";

    // Debian's packages belong to Debian's interpreter, which need not be the first on the path.
    private const string Debian = "/usr/bin/python3";

    private static readonly (string Name, string? Package, IReadOnlySet<string> Measurements)[] s_pools =
    [
        ("Pool", null, Measurements.OfPools),
        ("Pool-spawn", null, Measurements.OfStarts),
        ("ProcessPoolExecutor", null, Measurements.OfPools),
        ("joblib", "joblib", Measurements.OfPoolsForOneThread),
        ("pebble", "pebble", Measurements.OfPools),
    ];

    internal static async Task<Finding> FindAsync(CancellationToken cancellationToken)
    {
        if (ThisProgram.FindAbove(Script) is not { } script)
            return Finding.Nobody($"The peers in Python are skipped: there is no {Script} above {AppContext.BaseDirectory}.");
        List<PythonInterpreter> interpreters = [];
        foreach (string path in Executables.All("python3").Append(Debian).Distinct())
        {
            if (await ProbeAsync(path, script, cancellationToken) is { } interpreter)
                interpreters.Add(interpreter);
        }
        return interpreters.MaxBy(interpreter => interpreter.Packages.Count) is { } best
            ? Enter(best, script)
            : Finding.Nobody($"The peers in Python are skipped: there is no python3; {Finding.HowToInstall}");
    }

    private static Finding Enter(PythonInterpreter python, string script)
    {
        List<IContestant> contestants = [];
        List<string> missing = [];
        foreach ((string name, string? package, IReadOnlySet<string> measurements) in s_pools)
        {
            if (package is null || python.Packages.ContainsKey(package))
                contestants.Add(new ScriptContestant(name, ContestantKind.Process, python.Executable, script, measurements));
            else
                missing.Add($"{name} is skipped, {python.Executable} has no package {package}: {Finding.HowToInstall} (apt-get install python3-{package})");
        }
        if (!python.Packages.ContainsKey("numpy"))
            missing.Add($"The doubles of Python are lists, {python.Executable} has no package numpy: {Finding.HowToInstall} (apt-get install python3-numpy)");
        return new Finding(contestants, [$"CPython {python.Version}", .. python.Packages.Select(package => $"{package.Key} {package.Value}")], missing);
    }

    private static async Task<PythonInterpreter?> ProbeAsync(string path, string script, CancellationToken cancellationToken)
    {
        string probe = Path.Combine(Path.GetDirectoryName(script)!, "probe.py");
        string? answer = await Executables.OutputAsync([path, probe], cancellationToken);
        return answer is null ? null : JsonSerializer.Deserialize<PythonInterpreter>(answer, JsonSerializerOptions.Web);
    }

    private sealed record PythonInterpreter(string Executable, string Version, IReadOnlyDictionary<string, string> Packages);
}
