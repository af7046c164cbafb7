using Microsoft.CodeAnalysis.Text;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the file that registers an assembly's exception types.</summary>
internal static class RemoteExceptionEmitter
{
    public const string HintName = "ParallelGen.RemoteExceptions.g.cs";

    public static SourceText Emit(RemoteExceptionTableModel table)
    {
        var source = new SourceWriter();
        FileHeader.Emit(source, []);
        source
            .Open("namespace " + table.Namespace)
            .Lines(Names.GeneratedCode)
            .Open("internal static class RemoteExceptions")
            .Lines("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Open("internal static void Register()");
        foreach (RemoteExceptionModel exception in table.Exceptions)
        {
            string arguments = exception.TakesInner ? "message, inner!" : "message";
            source
                .Lines($"{Names.Services}RemoteExceptionRegistry.Add(\"{exception.RuntimeName}\",")
                .Continue($"static (message, inner) => new {exception.TypeName}({arguments}));");
        }
        return source.Close().Close().Close().ToSourceText();
    }
}
