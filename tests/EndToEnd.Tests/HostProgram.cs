using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>EndToEnd.Host, a program of its own, for what concerns a whole program.</summary>
internal static class HostProgram
{
    /// <param name="scenario">What it does.</param>
    /// <param name="temporaryFolder">Its TMPDIR, and so its workers'.</param>
    /// <param name="variables">What it has in its environment besides.</param>
    public static Process Start(string scenario, string temporaryFolder, params (string Name, string Value)[] variables)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "EndToEnd.Host"), scenario)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporaryFolder },
        };
        foreach ((string name, string value) in variables)
            info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Waits for its end. The lines are what it printed besides that its Main runs.</summary>
    public static async Task<(int ExitCode, string[] Lines, string Errors)> EndAsync(Process host, CancellationToken cancellationToken)
    {
        Task<string> errors = host.StandardError.ReadToEndAsync(cancellationToken);
        string output = await host.StandardOutput.ReadToEndAsync(cancellationToken);
        await host.WaitForExitAsync(cancellationToken);
        return (host.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("main", StringComparison.Ordinal))], await errors);
    }
}
