using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the file that registers an assembly's marked methods.</summary>
internal static class MethodTableEmitter
{
    public const string HintName = "ParallelGen.MethodTable.g.cs";

    public static SourceText Emit(MethodTableModel table)
    {
        bool hasHooks = table.Initializers.Count + table.Cleanups.Count > 0;
        var source = new SourceWriter();
        FileHeader.Emit(source, table.Cleanups.SelectMany(static c => c.SilencedDiagnostics));
        source
            .Open("namespace " + table.Namespace)
            .Lines(Names.GeneratedCode)
            .Open("internal static class Methods")
            .Lines($"private static readonly {Names.Services}MethodTable s_table = new {Names.Services}MethodTable(")
            .Continue($"typeof(Methods).Assembly, 0x{table.Hash.ToString("X16", CultureInfo.InvariantCulture)}UL, All{(hasHooks ? ", Initializers, Cleanups" : "")});")
            .Blank()
            .Lines("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Lines($"internal static void Register() => {Names.Services}MethodTable.Register(s_table);")
            .Blank();
        EmitList(source, "PoolMethod", "All", table.ClassNames.Select(static name => name + ".Instance"));
        if (hasHooks)
        {
            EmitList(source.Blank(), "PoolInitializer", "Initializers", table.Initializers.Select(static name => name + ".Instance"));
            EmitList(source.Blank(), "PoolCleanup", "Cleanups", table.Cleanups.Select(Cleanup));
        }

        return source.Close().Close().ToSourceText();
    }

    private static void EmitList(SourceWriter source, string type, string name, IEnumerable<string> items)
    {
        source.Lines($"private static {Names.Services}{type}[] {name}() => new {Names.Services}{type}[]").Open();
        foreach (string item in items)
            source.Lines(item + ",");
        source.Close("};");
    }

    private static string Cleanup(CleanupModel cleanup)
    {
        string invocation = cleanup.Target + "()";
        if (cleanup.IsAwaited)
            invocation = $"call.Await({invocation}{(cleanup.IsForgiven ? "!" : "")})";
        return $"new {Names.Services}PoolCleanup(\"{cleanup.DisplayName}\", static call => {invocation})";
    }
}
