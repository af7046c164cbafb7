using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ParallelGen.Worker;

/// <summary>Finds the assembly that the caller means, by name, or for a plug-in by path, and checks that it is the same build.</summary>
internal static class AssemblyLoader
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assembly is the caller's own, which the trimmer has seen whole: the same program runs here.")]
    public static bool TryLoad(AssemblyFingerprint wanted, out MethodTable? table, out string? problem)
    {
        table = null;
        AssemblyFingerprint? found = null;
        Exception? failure = null;
        foreach (Func<Assembly?> attempt in (Func<Assembly?>[])[() => AlreadyLoaded(wanted), () => Assembly.Load(new AssemblyName(wanted.FullName)), () => LoadFromPath(wanted.Path)])
        {
            try
            {
                if (attempt() is not { } assembly)
                    continue;
                if (MethodRegistry.Find(assembly) is not { } candidate)
                {
                    RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
                    if (MethodRegistry.Find(assembly) is not { } registered)
                        continue;
                    candidate = registered;
                }
                found = AssemblyFingerprint.Of(assembly, candidate.Hash);
                if (found.ModuleVersion == wanted.ModuleVersion && found.TableHash == wanted.TableHash)
                {
                    table = candidate;
                    problem = null;
                    return true;
                }
            }
            catch (Exception exception)
            {
                failure = exception; // the caller hears of it, if no other way leads there
            }
        }
        problem = found is not null
            ? $"Caller and worker have different builds of an assembly. Caller: {wanted}. Worker: {found}. Was it rebuilt while the program ran? Start the program again."
            : $"The worker can not load {wanted}: {failure?.Message ?? "it has no marked methods there"}"
                + (wanted.Path.Length == 0 ? " The assembly has no file (a script, or one that was loaded from memory): use ExecutionMode.InProcess." : "");
        return false;
    }

    private static Assembly? AlreadyLoaded(AssemblyFingerprint wanted) =>
        Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly =>
            assembly.FullName == wanted.FullName && assembly.ManifestModule.ModuleVersionId == wanted.ModuleVersion);

    [RequiresUnreferencedCode("Loads a file.")]
    private static Assembly? LoadFromPath(string path) =>
        path.Length > 0 && File.Exists(path) ? new PlugInLoadContext(path).LoadFromAssemblyPath(path) : null;

    /// <summary>A plug-in with its own dependencies, which shares this assembly with the worker.</summary>
    private sealed class PlugInLoadContext : AssemblyLoadContext
    {
        private readonly AssemblyDependencyResolver _resolver;

        [RequiresUnreferencedCode("Loads files.")]
        public PlugInLoadContext(string path)
            : base(Path.GetFileNameWithoutExtension(path)) => _resolver = new AssemblyDependencyResolver(path);

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Made only where loading files is allowed.")]
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Assembly own = typeof(AssemblyLoader).Assembly;
            if (assemblyName.Name == own.GetName().Name)
                return own;
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
