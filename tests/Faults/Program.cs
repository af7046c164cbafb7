// The fault suite as a program. `dotnet run -c Release --project tests/Faults` runs a tenth of each count or less; with `--full` it runs all of it, and
// writes what was measured into docs/reliability.md. `--seed N` repeats a run. `host SCENARIO` is what some scenarios start: a program of its
// own, with a pool. Everything else is xunit's.
using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;

List<string> arguments = [.. args];
if (arguments is ["host", var scenario, ..])
    return await Host.Run(scenario);
bool isFull = arguments.Remove("--full");
if (isFull)
    Environment.SetEnvironmentVariable("PARALLELGEN_TESTS", "full");
if (arguments.IndexOf("--seed") is var at and >= 0)
{
    Seed.Set(int.Parse(arguments[at + 1], CultureInfo.InvariantCulture));
    arguments.RemoveRange(at, 2);
}
int exitCode = await ConsoleRunner.Run([.. arguments]);
if (isFull && exitCode == 0 && arguments.Count == 0)
    ReliabilityPage.Write(FigureLog.Figures);
return exitCode;
