using System.Diagnostics;

namespace Faults.Tests.Frame;

/// <summary>This program, started as a host: a process of its own with a pool.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    /// <param name="scenario">What it does.</param>
    /// <param name="temporaryFolder">Its TMPDIR, and so its workers'.</param>
    /// <param name="before">A command that becomes the host, given to it as its last arguments.</param>
    public HostProcess(string scenario, string temporaryFolder, params string[] before)
    {
        string[] command = [.. before, Path.Combine(AppContext.BaseDirectory, "Faults.Tests")];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporaryFolder },
        };
        info.ArgumentList.Add("host");
        info.ArgumentList.Add(scenario);
        _process = Process.Start(info)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Waits for the end of the process, and of its output.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await _output, await _errors);
    }

    public static int[] WorkersIn(string output) =>
        [.. LineIn(output, "workers").Split(' ').Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>When it came to what it calls so, by the clock that all processes have.</summary>
    public static long TimeIn(string output, string name) => long.Parse(LineIn(output, name), System.Globalization.CultureInfo.InvariantCulture);

    private static string LineIn(string output, string name) =>
        output.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        // The process leaves open what somebody has read of.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }
}
