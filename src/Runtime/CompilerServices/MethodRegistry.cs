using System.Reflection;

namespace ParallelGen.CompilerServices;

/// <summary>The method tables of this process, in the order of their registration. A table's number is its place.</summary>
internal static class MethodRegistry
{
    private static MethodTable[] s_tables = [];

    /// <summary>The tables so far.</summary>
    public static MethodTable[] Tables => Volatile.Read(ref s_tables);

    /// <summary>Adds a table without taking a lock: module initializers run under the loader's.</summary>
    public static void Add(MethodTable table)
    {
        while (true)
        {
            MethodTable[] before = Tables;
            table.Number = before.Length;
            if (Interlocked.CompareExchange(ref s_tables, [.. before, table], before) == before)
                return;
        }
    }

    public static MethodTable? Find(Assembly assembly) => Array.Find(Tables, table => table.Assembly == assembly);

    /// <summary>The table of a method that generated code hands in.</summary>
    public static MethodTable TableOf(PoolMethod method)
    {
        if (method.Table is { } known)
            return known;
        MethodTable table = Find(method.GetType().Assembly)
            ?? throw new ProcessPoolException($"The assembly of {method.Name} has registered no method table. Is the ParallelGen generator part of its build?") { Method = method.Name };
        _ = table.Methods; // gives the methods their places
        return method.Table ?? throw new ProcessPoolException($"{method.Name} is not in its assembly's method table.") { Method = method.Name };
    }
}
