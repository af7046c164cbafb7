namespace ParallelGen.Worker;

/// <summary>The method tables that the parent has told this worker of, by the parent's numbers.</summary>
internal sealed class LoadedMethods
{
    private readonly List<Table> _tables = [];

    /// <summary>Loads an assembly. A problem is kept for the calls that need it: loading itself has no answer.</summary>
    public void Load(int number, AssemblyFingerprint wanted)
    {
        while (_tables.Count <= number)
            _tables.Add(new Table(null, "The caller never told this worker of the assembly."));
        _tables[number] = AssemblyLoader.TryLoad(wanted, out MethodTable? table, out string? problem)
            ? new Table(table!.Methods, null)
            : new Table(null, problem);
    }

    public bool TryGet(int method, out PoolMethod? found, out string? problem)
    {
        int table = method >> 16, index = method & 0xFFFF;
        found = null;
        if ((uint)table >= (uint)_tables.Count)
            problem = $"The caller never told this worker of the assembly number {table}.";
        else if (_tables[table].Methods is null)
            problem = _tables[table].Problem;
        else if (index >= _tables[table].Methods!.Length)
            problem = $"The assembly has no marked method number {index}.";
        else
        {
            found = _tables[table].Methods![index];
            problem = null;
        }
        return found is not null;
    }

    private sealed record Table(PoolMethod[]? Methods, string? Problem);
}
