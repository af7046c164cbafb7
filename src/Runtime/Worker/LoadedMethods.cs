using System.Diagnostics.CodeAnalysis;

namespace ParallelGen.Worker;

/// <summary>The method tables that the parent has told this worker of, by the parent's numbers.</summary>
internal sealed class LoadedMethods
{
    private readonly List<Entry> _tables = [];

    /// <summary>Loads an assembly. A problem is kept for the calls that need it: loading itself has no answer.</summary>
    public void Load(int number, AssemblyFingerprint wanted)
    {
        while (_tables.Count <= number)
            _tables.Add(new Entry(null, "The caller never told this worker of the assembly."));
        _tables[number] = AssemblyLoader.TryLoad(wanted, out MethodTable? table, out string? problem)
            ? new Entry(table, null)
            : new Entry(null, problem);
    }

    /// <summary>Finds a method of an assembly whose initializers have run.</summary>
    public bool TryGet(int method, [NotNullWhen(true)] out PoolMethod? found)
    {
        int table = method >> 16, index = method & 0xFFFF;
        PoolMethod[]? methods = (uint)table < (uint)_tables.Count ? _tables[table].Methods : null;
        found = methods is not null && index < methods.Length ? methods[index] : null;
        return found is not null;
    }

    /// <summary>Finds the table of a method or an initializer.</summary>
    public bool TryGetTable(int number, [NotNullWhen(true)] out MethodTable? found, [NotNullWhen(false)] out string? problem)
    {
        int table = number >> 16;
        found = null;
        problem = null;
        if ((uint)table >= (uint)_tables.Count)
            problem = $"The caller never told this worker of the assembly number {table}.";
        else if (_tables[table].Table is null)
            problem = _tables[table].Problem!;
        else
            found = _tables[table].Table;
        return found is not null;
    }

    /// <summary>Says that the initializers of a table have run: its methods may.</summary>
    public void Open(int number) => _tables[number >> 16].Methods = _tables[number >> 16].Table!.Methods;

    private sealed class Entry(MethodTable? table, string? problem)
    {
        public MethodTable? Table { get; } = table;

        public string? Problem { get; } = problem;

        public PoolMethod[]? Methods { get; set; }
    }
}
