using ParallelGen;
using Spectre.Console;

namespace Rendering;

/// <summary>Moves a bar as items are done. Unlike <see cref="Progress{T}"/> at once, so that the last report is not seen before the one before it.</summary>
internal sealed class Bar(ProgressTask task) : IProgress<MapProgress>
{
    public void Report(MapProgress value) => task.Value = value.Completed;
}
