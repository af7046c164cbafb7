using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.Generator.Parse;

/// <summary>What a worker initializer or cleanup must be.</summary>
internal static class HookRules
{
    public static IEnumerable<Rejection> Check(
        IMethodSymbol method, WorkerHook hook, Compilation compilation, CancellationToken cancellationToken)
    {
        if (method.MethodKind is not MethodKind.Ordinary)
            return [At(Spans.OfName(method), "it is not an ordinary method; make it an internal static method of a class")];
        if (KindRules.Find(method) is var (_, notOrdinary))
            return [At(Spans.OfName(method), notOrdinary)];
        return MethodRules.CheckSurroundings(method, compilation).Select(static r => r.Text).Select(AtName).Concat(CheckMethod()).Concat(CheckParameters());

        IEnumerable<Rejection> CheckMethod()
        {
            if (!method.IsStatic)
                yield return At(Spans.OfName(method), "it is not static, and there is no object of this process in a worker");
            if (MethodRules.Hidden(method) is { } hidden)
                yield return At(Spans.OfName(method), $"'{SymbolNames.InMessage(hidden)}' is {MethodRules.AccessibilityOf(hidden)}; make it at least internal");
            if (MethodRules.Generic(method) is { } generic)
                yield return At(Spans.OfName(method), $"'{SymbolNames.InMessage(generic)}' is generic, and nothing says for which types to call it");
            if (method is { IsAsync: true, ReturnsVoid: true })
                yield return At(Spans.OfReturnType(method), "it is async void, so that nobody can tell when it ends; return Task");
            else if (MethodResult.Parse(method).Type is not null)
                yield return At(Spans.OfReturnType(method), "nobody gets its result; return void or Task, and keep what you need in a static");
            if (WorkerHook.AreBothOf(method))
                yield return At(Spans.OfName(method), "it is marked as the other kind, too; write a method for each");
            if (!hook.IsCleanup && OtherOfTheSameUse(method) is { } other)
                yield return At(Spans.OfName(method), $"'{SymbolNames.InMessage(other)}' gives the same method '{UseShape.NameOf(method)}'; rename one of the two");
        }

        IEnumerable<Rejection> CheckParameters()
        {
            var types = new TypeParser(compilation, cancellationToken);
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (hook.IsCleanup)
                    yield return At(Spans.OfParameter(parameter), "a cleanup is called with nothing; take no parameters");
                else if (MethodRules.IsByReference(parameter))
                    yield return At(Spans.OfParameter(parameter), $"'{parameter.Name}' is passed by reference; take a value");
                else if (!MarkedMethods.IsToken(parameter) && MethodRules.Generic(method) is null && types.Parse(parameter.Type, "", parameter.GetAttributes()) is null)
                    yield return At(Spans.OfParameterType(parameter), $"'{types.Rejection!.Path}' can't cross the process boundary: {types.Rejection.Reason}");
            }
        }

        Rejection AtName(string reason) => At(Spans.OfName(method), reason);

        Rejection At(Location location, string reason) => new(Descriptors.MistypedInitializer, location, SymbolNames.InMessage(method), hook.Name, reason);
    }

    // Load and LoadAsync; what is declared twice has another message.
    private static IMethodSymbol? OtherOfTheSameUse(IMethodSymbol method) => method.ContainingType
        .GetMembers()
        .OfType<IMethodSymbol>()
        .FirstOrDefault(other => other.Name != method.Name
            && WorkerHook.Of(other) is { IsCleanup: false }
            && UseShape.NameOf(other) == UseShape.NameOf(method)
            && UseShape.SignatureOf(other) == UseShape.SignatureOf(method));
}
