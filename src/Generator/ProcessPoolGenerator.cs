using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ParallelGen.Generator.Emit;
using ParallelGen.Generator.Model;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator;

/// <summary>Writes the calls, maps and streams of methods marked <c>[RunInProcessPool]</c>. What is wrong is the analyzers' to say.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProcessPoolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<AssemblyModel> assembly = context.CompilationProvider
            .Select(AssemblyParser.Parse)
            .WithTrackingName(TrackingNames.Assembly);

        IncrementalValueProvider<ImmutableArray<MethodModel>> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(MarkerAttribute.MetadataName, static (node, _) => node is MethodDeclarationSyntax, Transform)
            .WithTrackingName(TrackingNames.Methods)
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .Collect();

        IncrementalValuesProvider<ContainerModel> containers = methods
            .SelectMany(ContainerParser.Parse)
            .WithTrackingName(TrackingNames.Containers);

        IncrementalValueProvider<MethodTableModel> table = containers
            .Collect()
            .Combine(assembly)
            .Select(static (pair, _) => ContainerParser.ParseTable(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.MethodTable);

        IncrementalValuesProvider<RemoteExceptionTableModel> exceptions = context.SyntaxProvider
            .ForAttributeWithMetadataName(RemoteExceptionParser.AttributeName, static (_, _) => true, static (match, _) => RemoteExceptionParser.Parse(match).ToEquatableArray())
            .SelectMany(static (found, _) => found)
            .Collect()
            .Combine(assembly)
            .SelectMany(static (pair, _) => RemoteExceptionParser.ParseTable(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RemoteExceptions);

        context.RegisterSourceOutput(containers.Combine(assembly).WithTrackingName(TrackingNames.ContainerSources), static (output, pair) =>
        {
            if (pair.Right.IsSupported)
                output.AddSource(pair.Left.HintName, ContainerEmitter.Emit(pair.Left, pair.Right));
        });

        context.RegisterSourceOutput(table, static (output, table) =>
        {
            if (table.IsNeeded)
                output.AddSource(MethodTableEmitter.HintName, MethodTableEmitter.Emit(table));
        });

        context.RegisterSourceOutput(exceptions, static (output, table) =>
            output.AddSource(RemoteExceptionEmitter.HintName, RemoteExceptionEmitter.Emit(table)));
    }

    private static MethodModel? Transform(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        return MethodParser.Parse(
            method.PartialDefinitionPart ?? method, new(context.Attributes[0]), context.SemanticModel.Compilation, cancellationToken).Model;
    }
}
