using System.Reflection.Metadata;

namespace AssemblyCensus.Analysis;

/// <summary>Full names of types and methods, without their signatures.</summary>
internal static class MetadataNames
{
    /// <summary>A broken file may nest a type in itself.</summary>
    private const int DeepestNesting = 32;

    internal static string Of(MetadataReader metadata, MethodDefinitionHandle handle)
    {
        MethodDefinition method = metadata.GetMethodDefinition(handle);
        return $"{Of(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
    }

    /// <summary>The name of a method of another assembly; null for what has none, such as the methods of arrays.</summary>
    internal static string? Of(MetadataReader metadata, MemberReferenceHandle handle)
    {
        MemberReference member = metadata.GetMemberReference(handle);
        EntityHandle parent = member.Parent;
        if (parent.Kind == HandleKind.TypeSpecification)
            parent = GenericType(metadata, (TypeSpecificationHandle)parent);
        return parent.Kind == HandleKind.TypeReference ? $"{Of(metadata, (TypeReferenceHandle)parent)}.{metadata.GetString(member.Name)}" : null;
    }

    private static string Of(MetadataReader metadata, TypeDefinitionHandle handle, int depth = 0)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        string name = metadata.GetString(type.Name);
        if (!outer.IsNil && depth < DeepestNesting)
            return $"{Of(metadata, outer, depth + 1)}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static string Of(MetadataReader metadata, TypeReferenceHandle handle, int depth = 0)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference && depth < DeepestNesting)
            return $"{Of(metadata, (TypeReferenceHandle)type.ResolutionScope, depth + 1)}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    /// <summary>Of <c>List&lt;int&gt;</c> the <c>List&lt;T&gt;</c> (ECMA-335 II.23.2.14).</summary>
    private static EntityHandle GenericType(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        signature.ReadByte();
        return signature.ReadTypeHandle();
    }
}
