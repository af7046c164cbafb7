using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ParallelGen;

namespace AssemblyCensus.Analysis;

/// <summary>The work itself: everything that the census wants to know about one file.</summary>
internal static class AssemblyAnalyzer
{
    /// <summary>How many of its most complex methods a report names.</summary>
    internal const int MethodsKept = 20;

    [RunInProcessPool]
    internal static AssemblyReport Analyze(string path)
    {
        long bytes = 0;
        try
        {
            using FileStream file = File.OpenRead(path);
            bytes = file.Length;
            using PEReader image = new(file, PEStreamOptions.PrefetchEntireImage);
            return image.HasMetadata ? Read(path, bytes, image) : AssemblyReport.WithoutCode(path, FileKind.Native, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return AssemblyReport.WithoutCode(path, FileKind.Unread, bytes, exception.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // At a broken file the metadata reader throws whatever it stumbles over: a bad image, an overflow, an argument out of range.
            return AssemblyReport.WithoutCode(path, FileKind.Corrupt, bytes, exception.Message);
        }
    }

    private static AssemblyReport Read(string path, long bytes, PEReader image)
    {
        MetadataReader metadata = image.GetMetadataReader();
        long[] opcodes = new long[OpcodeTable.Count];
        ApiCalls calls = new(metadata);
        MostComplexMethods mostComplex = new(MethodsKept);
        long ilBytes = 0;
        int loops = 0;

        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            bool hasIl = method.RelativeVirtualAddress != 0 && (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL;
            if (!hasIl)
                continue;
            MethodFigures figures = MethodFigures.Of(image.GetMethodBody(method.RelativeVirtualAddress), opcodes, calls);
            ilBytes += figures.IlBytes;
            loops += figures.Loops.Loops;
            mostComplex.Offer(handle, figures);
        }

        return new AssemblyReport(
            path,
            FileKind.Managed,
            Problem: null,
            bytes,
            metadata.TypeDefinitions.Count,
            metadata.MethodDefinitions.Count,
            ilBytes,
            loops,
            opcodes,
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            calls.ByName(),
            mostComplex.ToReports(metadata));
    }
}
