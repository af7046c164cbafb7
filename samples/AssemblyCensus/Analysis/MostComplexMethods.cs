using System.Reflection.Metadata;

namespace AssemblyCensus.Analysis;

/// <summary>Keeps the most complex methods of one assembly, and names them only at the end.</summary>
internal sealed class MostComplexMethods(int capacity)
{
    private readonly PriorityQueue<(MethodDefinitionHandle Method, MethodFigures Figures), (int Complexity, int IlBytes, int Rank)> _kept = new(capacity + 1);
    private int _offered;

    internal void Offer(MethodDefinitionHandle method, MethodFigures figures)
    {
        // Among equals the first stays, whatever the queue does with them.
        _kept.Enqueue((method, figures), (figures.Complexity, figures.IlBytes, -_offered++));
        if (_kept.Count > capacity)
            _kept.Dequeue();
    }

    internal List<MethodReport> ToReports(MetadataReader metadata)
    {
        List<MethodReport> reports = new(_kept.Count);
        while (_kept.TryDequeue(out var kept, out _))
            reports.Add(new MethodReport(MetadataNames.Of(metadata, kept.Method), kept.Figures.Complexity, kept.Figures.Loops.Depth, kept.Figures.IlBytes));
        reports.Reverse();
        return reports;
    }
}
