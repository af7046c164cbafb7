using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace AssemblyCensus.Analysis;

/// <summary>Counts the calls from one assembly to methods of others.</summary>
internal sealed class ApiCalls(MetadataReader metadata)
{
    private readonly int[] _callsOfRow = new int[metadata.GetTableRowCount(TableIndex.MemberRef) + 1];

    internal void Count(int token)
    {
        EntityHandle method = MetadataTokens.EntityHandle(token);
        if (method.Kind == HandleKind.MethodSpecification)
            method = metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method;
        if (method.Kind != HandleKind.MemberReference)
            return;
        int row = MetadataTokens.GetRowNumber(method);
        if (row >= _callsOfRow.Length)
            throw new BadImageFormatException($"A call goes to the method reference {row} of {_callsOfRow.Length - 1}.");
        _callsOfRow[row]++;
    }

    internal Dictionary<string, int> ByName()
    {
        Dictionary<string, int> calls = [];
        for (int row = 1; row < _callsOfRow.Length; row++)
        {
            if (_callsOfRow[row] > 0 && MetadataNames.Of(metadata, MetadataTokens.MemberReferenceHandle(row)) is string name)
                calls[name] = calls.GetValueOrDefault(name) + _callsOfRow[row];
        }
        return calls;
    }
}
