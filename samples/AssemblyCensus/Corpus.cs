using System.Runtime.InteropServices;

namespace AssemblyCensus;

/// <summary>The files of a census: sorted, so that every run has the same list.</summary>
internal sealed record Corpus(IReadOnlyList<string> Files, long Bytes)
{
    private static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>Finds all files below the folders that have the name of an assembly, at most <paramref name="limit"/> of them.</summary>
    internal static Corpus Find(IReadOnlyCollection<string> folders, int? limit)
    {
        string[] files = [.. folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", s_everywhere))
            .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".DLL" or ".EXE")
            .Select(Path.GetFullPath)
            .Distinct()
            .Order(StringComparer.Ordinal)];
        if (limit < files.Length)
            files = Spread(files, limit.Value);
        return new Corpus(files, files.Sum(file => new FileInfo(file).Length));
    }

    /// <summary>The folder of the .NET that runs this program: its runtimes, its SDKs and their reference assemblies.</summary>
    internal static string DotnetRoot()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        DirectoryInfo runtime = new(RuntimeEnvironment.GetRuntimeDirectory());
        return runtime.Parent?.Parent?.Parent?.FullName ?? runtime.FullName;
    }

    /// <summary>Reads every byte once, so that no mode pays for the disk in place of the others.</summary>
    /// <returns>The bytes read.</returns>
    internal long Warm(Action done)
    {
        byte[] buffer = new byte[1 << 20];
        long total = 0;
        foreach (string file in Files)
        {
            try
            {
                using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                for (int read; (read = stream.Read(buffer)) > 0;)
                    total += read;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The census itself will report it.
            }
            done();
        }
        return total;
    }

    /// <summary>Neighbours resemble each other (translations, reference assemblies), so a part is taken from everywhere.</summary>
    private static string[] Spread(string[] files, int count) =>
        [.. Enumerable.Range(0, count).Select(index => files[(long)index * files.Length / count])];
}
