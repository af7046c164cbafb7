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

        IncrementalValueProvider<ImmutableArray<MethodModel>> methods =
            Marked(context, MarkerAttribute.MetadataName, TrackingNames.Methods, static (method, attribute, compilation, cancellationToken) =>
                MethodParser.Parse(method, new(attribute), compilation, cancellationToken).Model);
        IncrementalValueProvider<ImmutableArray<MethodModel>> initializers =
            Marked(context, WorkerHook.InitializerMetadataName, TrackingNames.Initializers, HookParser.ParseInitializer);
        IncrementalValueProvider<HooksModel> hooks =
            Marked(context, WorkerHook.CleanupMetadataName, TrackingNames.Cleanups, HookParser.ParseCleanup)
            .Combine(initializers)
            .Select(static (pair, _) => new HooksModel(pair.Right.Select(static i => i.Id).Distinct().ToEquatableArray(), pair.Left.ToEquatableArray()));

        IncrementalValuesProvider<ContainerModel> containers = methods
            .Combine(initializers)
            .SelectMany(static (pair, cancellationToken) => ContainerParser.Parse(pair.Left.AddRange(pair.Right), cancellationToken))
            .WithTrackingName(TrackingNames.Containers);

        IncrementalValueProvider<MethodTableModel> table = containers
            .Collect()
            .Combine(hooks)
            .Combine(assembly)
            .Select(static (pair, _) => ContainerParser.ParseTable(pair.Left.Left, pair.Left.Right, pair.Right))
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

    private static IncrementalValueProvider<ImmutableArray<T>> Marked<T>(
        IncrementalGeneratorInitializationContext context, string attribute, string step,
        Func<IMethodSymbol, AttributeData, Compilation, CancellationToken, T?> parse)
        where T : class => context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, (found, cancellationToken) =>
            {
                var method = (IMethodSymbol)found.TargetSymbol;
                return parse(method.PartialDefinitionPart ?? method, found.Attributes[0], found.SemanticModel.Compilation, cancellationToken);
            })
            .WithTrackingName(step)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .Collect();
}
