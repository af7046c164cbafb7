using System.CommandLine;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers;

/// <summary>What the user asked for.</summary>
internal sealed record RaceOptions(bool IsQuick, IReadOnlyList<Row> Rows, bool WithPeers, IReadOnlyList<string> Peers, int Rounds)
{
    private const int QuickRounds = 1;
    private const int FullRounds = 5;

    /// <summary>Whether this is the whole race, which alone is worth a page.</summary>
    internal bool IsWhole => !IsQuick && WithPeers && Peers.Count == 0 && Rows.Count == RaceRows.All.Count;

    internal static RootCommand Command(Func<RaceOptions, CancellationToken, Task<int>> run)
    {
        Option<bool> quick = new("--quick") { Description = "One short round, in under four minutes; docs/performance.md stays as it is." };
        Option<string[]> rows = Names("--rows", "Only these rows, such as W1,W2a.", RaceRows.All.Select(row => row.Name));
        Option<bool> noPeers = new("--no-peers") { Description = "Only ParallelGen." };
        Option<string[]> peers = Names("--peers", "Only these peers besides ParallelGen, such as Pool,piscina.", known: null);
        Option<int?> rounds = new("--rounds") { Description = $"How many rounds; by default {QuickRounds} with --quick, else {FullRounds}.", HelpName = "N" };
        rounds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < 1)
                result.AddError($"--rounds must be at least 1, not {value}.");
        });

        RootCommand command = new("Races ParallelGen against the process pools that are installed on this machine, row by row, in one run.") { quick, rows, noPeers, peers, rounds };
        command.SetAction((arguments, cancellationToken) =>
        {
            string[] asked = arguments.GetValue(rows) ?? [];
            bool isQuick = arguments.GetValue(quick);
            return run(
                new RaceOptions(
                    isQuick,
                    [.. RaceRows.All.Where(row => asked.Length == 0 || asked.Contains(row.Name, StringComparer.OrdinalIgnoreCase))],
                    !arguments.GetValue(noPeers),
                    arguments.GetValue(peers) ?? [],
                    arguments.GetValue(rounds) ?? (isQuick ? QuickRounds : FullRounds)),
                cancellationToken);
        });
        return command;
    }

    /// <summary>Names with commas between them.</summary>
    private static Option<string[]> Names(string name, string description, IEnumerable<string>? known) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        CustomParser = result =>
        {
            string[] names = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            if (known is not null && names.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } stranger)
                result.AddError($"{name}: there is no {stranger}; there are {string.Join(", ", known)}.");
            return names;
        },
    };
}
