using ParallelGen;
using Spectre.Console;

namespace Samples.Progress;

/// <summary>Moves a bar as a map goes on. Reports come in order and one at a time, the last before the map completes: there is nothing to guard.</summary>
internal sealed class MapBar(ProgressTask bar) : IProgress<MapProgress>
{
    public void Report(MapProgress value) => bar.Value = value.Completed;
}
