using System.Diagnostics;
using System.Reflection;

namespace NativeAot.Tests;

/// <summary>The program in NativeAot.Host as native code: published by the first test, for all of them.</summary>
public sealed class NativeProgram : IAsyncLifetime
{
    private const string Remedy = "NativeAOT needs a C linker, and neither clang nor gcc is on the PATH. On Debian and Ubuntu: apt-get install gcc libc6-dev";

    // Either will do; the SDK itself looks for clang only.
    private static readonly string? s_linker = Array.Find((string[])["clang", "gcc"], IsInstalled);

    private readonly string _folder = Directory.CreateTempSubdirectory("native-test-").FullName;

    private string _publishOutput = "";

    /// <summary>What the compiler said.</summary>
    public string PublishOutput
    {
        get
        {
            SkipWithoutLinker();
            return _publishOutput;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (s_linker is null)
            return; // each test says so
        using IDisposable watched = WatchdogAttribute.Watch("the program's publishing");
        using Process process = Start("dotnet",
            ["publish", Metadata("HostProject"), "-c", Metadata("Configuration"), "--no-build", "-nologo", "-o", _folder, $"-p:CppCompilerAndLinker={s_linker}"]);
        (int exitCode, string output, string errors) = await EndAsync(process);
        _publishOutput = output + errors;
        Assert.True(exitCode == 0, _publishOutput);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    /// <summary>Starts it.</summary>
    public Process Start(string scenario)
    {
        SkipWithoutLinker();
        return Start(Path.Combine(_folder, "NativeAot.Host"), [scenario]);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The lines of its output, those of its workers included.</returns>
    public async Task<string[]> RunAsync(string scenario)
    {
        using Process process = Start(scenario);
        (int exitCode, string output, string errors) = await EndAsync(process);
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // In CI, which installs one, that would hide that nothing was tested.
    private static void SkipWithoutLinker()
    {
        if (s_linker is not null)
            return;
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Remedy);
        Assert.Fail(Remedy);
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
