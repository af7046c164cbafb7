namespace ParallelGen.Supervision;

/// <summary>Which assemblies' methods one worker was told of. Used by the sender of its next request alone.</summary>
internal sealed class LoadedTables
{
    private readonly HashSet<int> _numbers = [];

    /// <summary>Tells the worker of the method's assembly, if it does not know it yet, and gives the method's number in frames.</summary>
    public int Prepare(PoolMethod method, Connection calls)
    {
        MethodTable table = MethodRegistry.TableOf(method);
        int number = table.Number << 16;
        if (_numbers.Add(table.Number))
        {
            WireWriter writer = calls.BeginFrame(new FrameHeader(FrameKind.LoadAssembly, 0) { Method = number });
            AssemblyFingerprint.Of(table.Assembly, table.Hash).Write(ref writer);
            calls.EndFrame(ref writer);
        }
        return number | method.Index;
    }
}
