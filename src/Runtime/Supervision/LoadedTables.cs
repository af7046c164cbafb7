namespace ParallelGen.Supervision;

/// <summary>Which assemblies' methods one worker was told of. Used by the sender of its next request alone.</summary>
internal sealed class LoadedTables
{
    private bool[] _told = new bool[4]; // by the numbers of tables

    /// <summary>Tells the worker of the method's assembly, if it does not know it yet, and gives the method's number in frames.</summary>
    public int Prepare(PoolMethod method, Connection calls) => Prepare(MethodRegistry.TableOf(method), calls) | method.Index;

    /// <summary>Tells the worker of an assembly, if it does not know it yet, and gives the number of its first method in frames.</summary>
    public int Prepare(MethodTable table, Connection calls)
    {
        int number = table.Number << 16;
        if (table.Number >= _told.Length)
            Array.Resize(ref _told, 2 * table.Number);
        if (!_told[table.Number])
        {
            WireWriter writer = calls.BeginFrame(new FrameHeader(FrameKind.LoadAssembly, 0) { Method = number });
            AssemblyFingerprint.Of(table.Assembly, table.Hash).Write(ref writer);
            calls.EndFrame(ref writer);
            _told[table.Number] = true;
        }
        return number;
    }
}
