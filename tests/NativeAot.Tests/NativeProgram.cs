using System.Diagnostics;
using System.Reflection;

namespace NativeAot.Tests;

/// <summary>The program in NativeAot.Host as native code: published by the first test, for all of them.</summary>
public sealed class NativeProgram : IAsyncLifetime
{
    // Either will do; the SDK itself looks for clang only.
    private static readonly string[] s_linkers = ["clang", "gcc"];

    private readonly string _folder = Directory.CreateTempSubdirectory("native-test-").FullName;

    /// <summary>What the compiler said.</summary>
    public string PublishOutput { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string linker = Array.Find(s_linkers, IsInstalled)
            ?? throw new InvalidOperationException("NativeAOT needs a linker, and neither clang nor gcc is on the PATH. On Debian and Ubuntu: apt-get install gcc libc6-dev");
        using Process process = Start("dotnet",
            ["publish", Metadata("HostProject"), "-c", Metadata("Configuration"), "--no-build", "-nologo", "-o", _folder, $"-p:CppCompilerAndLinker={linker}"]);
        (int exitCode, string output, string errors) = await EndAsync(process);
        PublishOutput = output + errors;
        Assert.True(exitCode == 0, PublishOutput);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    /// <summary>Starts it.</summary>
    public Process Start(string scenario) => Start(Path.Combine(_folder, "NativeAot.Host"), [scenario]);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The lines of its output, those of its workers included.</returns>
    public async Task<string[]> RunAsync(string scenario)
    {
        using Process process = Start(scenario);
        (int exitCode, string output, string errors) = await EndAsync(process);
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<string> errors = process.StandardError.ReadToEndAsync(token);
        string output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, output, await errors);
    }

    private static Process Start(string fileName, string[] arguments) => Process.Start(new ProcessStartInfo(fileName, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    private static string Metadata(string key) =>
        typeof(NativeProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
