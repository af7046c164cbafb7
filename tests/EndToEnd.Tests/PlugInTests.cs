using System.Reflection;
using System.Runtime.Loader;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Marked methods of an assembly that the program does not reference, and that its workers can't find by name.</summary>
public sealed class PlugInTests : PoolTest
{
    private static readonly string s_path = typeof(PlugInTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PlugIn").Value!;

    [Fact]
    public async Task Workers_load_it_from_its_folder_with_dependencies_of_its_own()
    {
        Assembly plugIn = new AssemblyLoadContext("the caller's").LoadFromAssemblyPath(s_path);
        ProcessPool pool = NewPool(1);
        for (int call = 0; call < 2; call++) // the second finds it loaded
        {
            (int process, string? context, string? contextOfLibrary) = await IdentifyAsync(plugIn, pool);
            Assert.Contains(process, pool.GetStatistics().Workers.Select(worker => worker.ProcessId));
            Assert.Equal(("EndToEnd.PlugIn", "EndToEnd.PlugIn"), (context, contextOfLibrary));
        }
    }

    [Fact]
    public async Task One_without_a_file_is_refused_with_a_remedy_that_helps()
    {
        Assembly plugIn = Assembly.Load(await File.ReadAllBytesAsync(s_path, TestToken));
        var exception = await Assert.ThrowsAsync<ProcessPoolException>(() => IdentifyAsync(plugIn, NewPool(1)));
        Assert.Contains("Identity.Identify", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The assembly has no file", exception.Message, StringComparison.Ordinal);
        Assert.Contains("use ExecutionMode.InProcess", exception.Message, StringComparison.Ordinal);

        ProcessPool inProcess = NewPool(1, options => options.ExecutionMode = ExecutionMode.InProcess);
        Assert.Equal(Environment.ProcessId, (await IdentifyAsync(plugIn, inProcess)).Process);
    }

    [Fact]
    public async Task One_whose_list_of_dependencies_makes_no_sense_costs_no_worker()
    {
        string folder = Directory.CreateDirectory(FileName("copy")).FullName;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(s_path)!))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(folder, "EndToEnd.PlugIn.deps.json"), "{ nonsense", TestToken);
        Assembly plugIn = new AssemblyLoadContext("the caller's copy").LoadFromAssemblyPath(Path.Combine(folder, Path.GetFileName(s_path)));
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        var exception = await Assert.ThrowsAsync<ProcessPoolException>(() => IdentifyAsync(plugIn, pool));
        Assert.Contains("The worker can not load EndToEnd.PlugIn", exception.Message, StringComparison.Ordinal);
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    private static Task<(int Process, string? Context, string? ContextOfLibrary)> IdentifyAsync(Assembly plugIn, ProcessPool pool) =>
        (Task<(int, string?, string?)>)plugIn.GetType("EndToEnd.PlugIn.IdentityPoolExtensions")!.GetMethod("IdentifyAsync")!.Invoke(null, [pool, TestToken])!;
}
