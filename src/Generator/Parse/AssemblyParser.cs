using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

internal static class AssemblyParser
{
    public static AssemblyModel Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            "ParallelGen.Generated." + SymbolNames.Escape(SymbolNames.Sanitize(compilation.AssemblyName ?? "")),
            compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication,
            compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 }
                && compilation.GetTypeByMetadataName("ParallelGen.CompilerServices.MethodTable") is not null
                && TakenNames.FindRoot(compilation) is null,
            compilation.Assembly.GetAttributes().Any(static a =>
                a.AttributeClass?.Name is "CLSCompliantAttribute" && a.ConstructorArguments.Any(static c => c.Value is true)));
    }
}
