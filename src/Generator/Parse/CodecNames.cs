using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Readable names for the methods of codecs: <c>ListOfExam</c>.</summary>
internal static class CodecNames
{
    public static string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: false } grid => "GridOf" + Of(grid.ElementType),
        IArrayTypeSymbol array => "ArrayOf" + Of(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => "Tuple" + Suffix(tuple.TupleElements.Select(static e => e.Type)),
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.Name + Suffix(generic.TypeArguments),
        _ => type.Name,
    };

    private static string Suffix(IEnumerable<ITypeSymbol> types) => "Of" + string.Concat(types.Select(Of));
}
