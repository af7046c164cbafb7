using System.Reflection;
using System.Runtime.Loader;
using EndToEnd.Library;
using ParallelGen;

namespace EndToEnd.PlugIn;

/// <summary>Says where the plug-in runs.</summary>
public static class Identity
{
    /// <returns>The process, and the names of the contexts into which the plug-in and what it depends on were loaded.</returns>
    [RunInProcessPool]
    public static (int Process, string? Context, string? ContextOfLibrary) Identify() =>
        (Environment.ProcessId, ContextOf(typeof(Identity).Assembly), ContextOf(typeof(Point).Assembly));

    private static string? ContextOf(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly)?.Name;
}
