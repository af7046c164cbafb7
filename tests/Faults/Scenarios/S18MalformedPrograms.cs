using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>
/// Programs that are broken, as they are most of the time while somebody writes them: the generator's own tests, with the counts and the seed of
/// this suite, and in a process of their own, because they test another build of the runtime.
/// </summary>
public sealed class S18MalformedPrograms() : FaultTest(18)
{
    private static readonly string s_program = Path.Combine(
        RepositoryFolder.Path, "tests/Generator.Tests/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Generator.Tests");

    [Fact]
    public async Task None_of_them_breaks_the_generator_or_is_rejected_without_a_word()
    {
        int mutations = TestScale.IsFull ? 50_000 : 500;
        // In the fast tier without the programs that somebody wrote: they take half a minute, and the generator's own tests run all of them anyway.
        var info = new ProcessStartInfo(s_program, ["-method", TestScale.IsFull ? "*.MalformedTests.*" : "*.MalformedTests.A_mutation_*", "-showLiveOutput", "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PARALLELGEN_MUTATIONS"] = mutations.ToString(CultureInfo.InvariantCulture),
                ["PARALLELGEN_SEED"] = Seed.Value.ToString(CultureInfo.InvariantCulture),
            },
        };
        var output = new List<string>();
        using var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(TestToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        Assert.True(process.ExitCode == 0, string.Join('\n', output));
        Report("malformed programs and mutations through the generator", "no exception, a diagnostic for each that is rejected", $"{(TestScale.IsFull ? "more than 500 programs, " : "")}{mutations} mutations: none");

        void Note(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.Add(line);
            WatchdogAttribute.NoteProgress(); // each slice says that it begins
        }
    }
}
