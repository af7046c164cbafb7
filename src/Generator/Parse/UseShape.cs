using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>The extension method of a pool's options that names a worker initializer, with its arguments.</summary>
internal static class UseShape
{
    private const string Options = "global::ParallelGen.ProcessPoolOptions";

    public static string NameOf(IMethodSymbol method) => "Use" + MarkerAttribute.BaseNameOf(method.Name);

    /// <summary>The types of its parameters as overload resolution tells them apart.</summary>
    public static string SignatureOf(IMethodSymbol method) => string.Join(", ", ParametersOf(method).Select(static p => SymbolNames.InSignature(p.Type)));

    /// <summary>The parameters that travel.</summary>
    public static IParameterSymbol[] ParametersOf(IMethodSymbol method) => [.. method.Parameters.Where(static p => !MarkedMethods.IsToken(p))];

    /// <summary>None, where there is nothing to say: such an initializer runs in every worker.</summary>
    public static EquatableArray<ShapeModel> Parse(IMethodSymbol method, string className)
    {
        UserParameter[] users = UserParameter.Of(ParametersOf(method));
        if (users.Length == 0)
            return default;
        ParameterScope scope = ParameterScope.OfOptions(users);
        string name = SymbolNames.Escape(NameOf(method));
        string arguments = string.Join(", ", users.Select(static u => SymbolNames.Escape(u.Name)));
        return new[]
        {
            new ShapeModel(
                name, Options, scope.Parameters.ToEquatableArray(), -users.Length, "Use", className,
                new[] { scope.Pool, users.Length == 1 ? arguments : $"({arguments})" }.ToEquatableArray(),
                "Has {0} run once in each worker of the pools that are made with these options, before any call, with these arguments.",
                $"{name}({scope.Signature})"),
        }.ToEquatableArray();
    }
}
