using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace ParallelGen.Protocol;

/// <summary>The load message: which build of which assembly the calls that follow are meant for.</summary>
internal sealed record AssemblyFingerprint(string FullName, string Path, Guid ModuleVersion, ulong TableHash)
{
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty path is meant: the assembly is then found by its name.")]
    public static AssemblyFingerprint Of(Assembly assembly, ulong tableHash) =>
        new(assembly.FullName ?? "", assembly.IsDynamic ? "" : assembly.Location, assembly.ManifestModule.ModuleVersionId, tableHash);

    public void Write(ref WireWriter writer)
    {
        writer.WriteString(FullName);
        writer.WriteString(Path);
        writer.WriteGuid(ModuleVersion);
        writer.WriteUInt64(TableHash);
    }

    public static AssemblyFingerprint Read(ref WireReader reader) =>
        new(reader.ReadString() ?? "", reader.ReadString() ?? "", reader.ReadGuid(), reader.ReadUInt64());

    /// <summary>What the two sides have, for the error where they differ.</summary>
    public override string ToString() => $"{FullName} (module {ModuleVersion}, methods {TableHash:x16}{(Path.Length > 0 ? $", {Path}" : "")})";
}
