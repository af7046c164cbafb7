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
        var source = new SourceWriter();
        FileHeader.Emit(source, []);
        source
            .Open("namespace " + table.Namespace)
            .Lines(Names.GeneratedCode)
            .Open("internal static class Methods")
            .Lines($"private static readonly {Names.Services}MethodTable s_table = new {Names.Services}MethodTable(")
            .Continue($"typeof(Methods).Assembly, 0x{table.Hash.ToString("X16", CultureInfo.InvariantCulture)}UL, All);")
            .Blank()
            .Lines("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Lines($"internal static void Register() => {Names.Services}MethodTable.Register(s_table);")
            .Blank()
            .Lines($"private static {Names.Services}PoolMethod[] All() => new {Names.Services}PoolMethod[]")
            .Open();
        foreach (string className in table.ClassNames)
            source.Lines(className + ".Instance,");
        return source.Close("};").Close().Close().ToSourceText();
    }
}
