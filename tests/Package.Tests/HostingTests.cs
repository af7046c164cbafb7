using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Package.Tests;

/// <summary>The quick start, as a user's project that references the one package, in every way in which it can be run and published.</summary>
public sealed partial class HostingTests : IDisposable
{
    private static readonly string s_source = Metadata("PackageSource");

    private readonly string _folder = Directory.CreateTempSubdirectory("package-test-").FullName;

    public static TheoryData<string, string> Publications => new()
    {
        { "framework-dependent", "--no-self-contained" },
        { "single file", "--no-self-contained -p:PublishSingleFile=true" },
        { "self-contained, ReadyToRun", "--self-contained -p:PublishReadyToRun=true" },
        { "single file, trimmed", "--self-contained -p:PublishSingleFile=true -p:PublishTrimmed=true" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_quick_start_runs_from_the_package()
    {
        CreateProgram();
        Assert.Equal("2, 4, 6, 8", (await RunAsync("dotnet", "run")).Trim());
        // By the host, too, from elsewhere, with arguments that are not the workers'.
        string program = Path.Combine(_folder, "bin", "Debug", "net10.0", "Program.dll");
        Assert.Equal("2, 4, 6, 8", (await RunAsync("dotnet", $"\"{program}\" one \"two three\" \"\"")).Trim());
        Assert.Equal("2, 4, 6, 8", (await RunAsync("dotnet", $"exec \"{program}\"")).Trim());
        await AssertNativeCodeIsUsedAsync("dotnet", $"\"{program}\"");
    }

    [Fact]
    public async Task A_web_program_runs_from_the_package()
    {
        CreateProgram(sdk: "Microsoft.NET.Sdk.Web");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Program.cs"), """
            using ParallelGen;

            await using var pool = new ProcessPool(workerCount: 2);
            await using WebApplication app = WebApplication.Create(["--urls", "http://127.0.0.1:0"]);
            app.MapGet("/", async () => await pool.WhereAsync() != Environment.ProcessId);
            await app.StartAsync();
            using var client = new HttpClient();
            Console.WriteLine($"elsewhere {await client.GetStringAsync(app.Urls.Single())}");

            static class Work
            {
                [RunInProcessPool]
                internal static int Where() => Environment.ProcessId;
            }
            """, TestContext.Current.CancellationToken);
        string[] lines = (await RunAsync("dotnet", "run")).Split('\n');
        Assert.Equal(["elsewhere true"], lines.Where(line => line.StartsWith("elsewhere", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_package_has_the_generator_and_the_code_fixes_and_nothing_that_the_compiler_brings()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(s_source, $"ParallelGen.{Metadata("PackageVersion")}.nupkg"));
        Assert.Equal(
            ["analyzers/dotnet/cs/ParallelGen.CodeFixes.dll", "analyzers/dotnet/cs/ParallelGen.Generator.dll"],
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Publications))]
    public async Task The_quick_start_runs_published(string kind, string arguments)
    {
        CreateProgram();
        string said = await RunAsync("dotnet", $"publish -c Release -r {RuntimeInformation.RuntimeIdentifier} -o out {arguments}");
        string output = await RunAsync(Path.Combine(_folder, "out", "Program"), "");
        Assert.True(output.Trim() == "2, 4, 6, 8", $"{kind}: {output}");
        bool isTrimmed = arguments.Contains("PublishTrimmed", StringComparison.Ordinal);
        Assert.Equal(isTrimmed ? ["IL2026"] : [], Warning().Matches(said).Select(match => match.Groups["code"].Value));
        if (!isTrimmed) // the trimmer leaves the IL alone
            await AssertNativeCodeIsUsedAsync(Path.Combine(_folder, "out", "Program"), "");
    }

    [Fact]
    public async Task A_program_whose_hooks_are_switched_off_gets_one_clear_error()
    {
        CreateProgram("<StartupHookSupport>false</StartupHookSupport>");
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("dotnet", "run"));
        Assert.Contains("WorkerStartException", exception.Message, StringComparison.Ordinal);
        Assert.Contains("<StartupHookSupport>true</StartupHookSupport>", exception.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bwarning (?<code>[A-Z]+\d+)")]
    private static partial Regex Warning();

    // The runtime lists what it compiles: nothing of ours, generic code for the program's own types aside.
    private async Task AssertNativeCodeIsUsedAsync(string fileName, string arguments)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(s_source, $"ParallelGen.{Metadata("PackageVersion")}.nupkg"));
        if (package.GetEntry($"runtimes/{RuntimeInformation.RuntimeIdentifier}/lib/net10.0/ParallelGen.dll") is null)
            return; // a Debug build, or a machine for which there is no compiler
        string list = Path.Combine(_folder, "jitted.txt");
        // Without tiers: a compilation in the background that is not done when the program ends writes to a list that is closed, and crashes it.
        await RunAsync(fileName, arguments, ("DOTNET_JitStdOutFile", list), ("DOTNET_JitDisasmSummary", "1"), ("DOTNET_TieredCompilation", "0"));
        string[] compiled = await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
        Assert.Contains(compiled, line => line.Contains("JIT compiled ", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains("JIT compiled ParallelGen.ProcessPool", StringComparison.Ordinal)
            || line.Contains("JIT compiled ParallelGen.Supervision.Supervisor:", StringComparison.Ordinal)
            || line.Contains("JIT compiled ParallelGen.Worker.WorkerHost:", StringComparison.Ordinal));
    }

    private static string Metadata(string key) =>
        typeof(HostingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private void CreateProgram(string property = "", string sdk = "Microsoft.NET.Sdk")
    {
        // A package folder of its own: the machine's may hold an older package of the same version.
        File.WriteAllText(Path.Combine(_folder, "Program.csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestoreAdditionalProjectSources>{s_source}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{_folder}/packages</RestorePackagesPath>
                {property}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ParallelGen" Version="[{Metadata("PackageVersion")}]" />
                <Compile Remove="packages/**" />
              </ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "QuickStart.cs.txt"), Path.Combine(_folder, "Program.cs"));
    }

    private async Task<string> RunAsync(string fileName, string arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{fileName} {arguments} ended with {process.ExitCode}:\n{output}\n{await errors}");
        return output;
    }
}
