using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Reach;

/// <summary>What a method does with an array that it was given.</summary>
internal static class ArrayUses
{
    /// <summary>Whether a method does nothing with the array that it could not do with a <c>ReadOnlyMemory</c> and its span.</summary>
    public static bool AreReads(IOperation body, IParameterSymbol array)
    {
        bool isUsed = false;
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is IAwaitOperation or IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak })
                return false; // a span can't live that long
            if (operation is not IParameterReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Parameter, array))
                continue;
            if (!IsRead(reference))
                return false;
            isUsed = true;
        }

        return isUsed;
    }

    private static bool IsRead(IParameterReferenceOperation reference) => reference.Parent switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference == reference && !Access.IsWrite(reference) && element.Indices.Length == 1 && IsPosition(element.Indices[0].Type),
        IPropertyReferenceOperation { Property.Name: nameof(Array.Length) } => true,
        IConversionOperation { Parent: IForEachLoopOperation loop } conversion => loop.Collection == conversion,
        IConversionOperation { IsImplicit: true, Type: { } type } => SymbolNames.OfFramework(type) is "System.ReadOnlySpan`1" or "System.ReadOnlyMemory`1",
        IForEachLoopOperation loop => loop.Collection == reference,
        _ => false,
    };

    private static bool IsPosition(ITypeSymbol? index) =>
        index is not null && (index.SpecialType is SpecialType.System_Int32 || SymbolNames.OfFramework(index) == "System.Index");
}
