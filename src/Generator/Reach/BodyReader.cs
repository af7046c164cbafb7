using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Reach;

/// <summary>Reads what a body does, local functions and lambdas in it included.</summary>
internal sealed class BodyReader
{
    private readonly IAssemblySymbol _assembly;
    private readonly List<Use> _uses = [];
    private readonly List<Call> _calls = [];
    private Location? _changesSelf;

    private BodyReader(IAssemblySymbol assembly) => _assembly = assembly;

    public static MethodBody Read(IOperation body, IAssemblySymbol assembly, CancellationToken cancellationToken)
    {
        var reader = new BodyReader(assembly);

        // Not by recursion: a sum of ten thousand terms is as deep.
        var open = new Stack<IOperation>([body]);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation operation = open.Pop();
            reader.Look(operation);
            if (operation is INameOfOperation)
                continue;
            foreach (IOperation child in operation.ChildOperations.Reverse())
                open.Push(child);
        }

        return new(reader._uses, reader._calls, reader._changesSelf);
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field }:
                LookAtStatic(field, field.IsReadOnly, operation);
                break;
            case IPropertyReferenceOperation reference:
                LookAtProperty(reference);
                break;
            case IEventReferenceOperation { Event: { IsStatic: true } @event } when @event.AddMethod?.IsImplicitlyDeclared is true:
                LookAtStatic(@event, isReadOnly: false, operation);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment:
                Follow(assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod, operation, reference.Instance);
                break;
            case IInvocationOperation invocation:
                Follow(invocation.TargetMethod, operation, invocation.Instance);
                break;
            case IMethodReferenceOperation reference:
                Follow(reference.Method, operation, reference.Instance);
                break;
            case IObjectCreationOperation creation:
                Follow(creation.Constructor, operation, null);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Follow(method, operation, null);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                Follow(method, operation, null);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Follow(method, operation, null);
                break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when Access.IsWrite(operation):
                _changesSelf ??= operation.Syntax.GetLocation();
                break;
        }
    }

    private void LookAtStatic(ISymbol symbol, bool isReadOnly, IOperation reference)
    {
        if (SymbolNames.IsFramework(symbol.ContainingAssembly) || AmbientState.IsAsyncLocal(symbol))
            return; // whose value is looked at where it is read
        if (AmbientState.IsPerThread(symbol))
            Add(UseKind.AmbientState, symbol, reference);
        else if (Access.IsWrite(reference))
            Add(UseKind.WriteStatic, symbol, reference);
        else if (!isReadOnly)
            Add(UseKind.ReadStatic, symbol, reference);
    }

    private void LookAtProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (AmbientState.IsAmbient(reference))
            Add(UseKind.AmbientState, AmbientState.SymbolOf(reference), reference);
        else if (AmbientState.ReadsConsole(property))
            Add(UseKind.ReadConsole, property, reference);
        else if (property.IsStatic && (IsAuto(property) || !IsHere(property)))
            LookAtStatic(property, property.SetMethod is null or { IsInitOnly: true }, reference);
        Follow(property.GetMethod, reference, reference.Instance);
        if (Access.IsWrite(reference))
            Follow(property.SetMethod, reference, reference.Instance);
    }

    private void Follow(IMethodSymbol? method, IOperation operation, IOperation? receiver)
    {
        if (method is null)
            return;
        if (AmbientState.ReadsConsole(method))
            Add(UseKind.ReadConsole, method, operation);
        else if (AmbientState.CreatesShared(method))
            Add(UseKind.CreateShared, method, operation);
        IMethodSymbol target = (method.ReducedFrom ?? method).OriginalDefinition;
        target = target.PartialImplementationPart ?? target;

        // What a local function or lambda does is read with the body around it.
        if (target.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || target.DeclaringSyntaxReferences.IsEmpty || !IsHere(target))
            return;
        IOperation? root = RootOf(receiver);
        _calls.Add(new(
            target,
            operation.Syntax.GetLocation(),
            root is IMemberReferenceOperation { Member: { IsStatic: true } member } ? member : null,
            root is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }));
    }

    /// <summary>The variable or <see langword="this"/> at the beginning of <c>a.b[c].d</c>.</summary>
    private static IOperation? RootOf(IOperation? operation)
    {
        while (true)
        {
            IOperation? next = operation switch
            {
                IMemberReferenceOperation { Instance: { } instance } => instance,
                IArrayElementReferenceOperation element => element.ArrayReference,
                IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
                IConditionalAccessInstanceOperation instance => AccessOf(instance),
                _ => null,
            };
            if (next is null)
                return operation;
            operation = next;
        }
    }

    private static IOperation? AccessOf(IConditionalAccessInstanceOperation instance)
    {
        IOperation? current = instance;
        while (current is not (null or IConditionalAccessOperation))
            current = current.Parent;
        return (current as IConditionalAccessOperation)?.Operation;
    }

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private bool IsHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _assembly);

    private void Add(UseKind kind, ISymbol symbol, IOperation operation) =>
        _uses.Add(new(kind, symbol.OriginalDefinition, operation.Syntax.GetLocation()));
}
