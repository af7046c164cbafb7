using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>A parameter of a marked method, with what each of its shapes says of it. Names of types are dear, and a method has a dozen shapes.</summary>
/// <param name="Symbol">The parameter.</param>
/// <param name="Code">Its type in code.</param>
/// <param name="Signature">Its type as overload resolution tells it apart.</param>
/// <param name="Default">Its default value as an expression; null where the shapes have none.</param>
internal sealed record UserParameter(IParameterSymbol Symbol, string Code, string Signature, string? Default)
{
    public string Name => Symbol.Name;

    /// <summary>Describes parameters in their order.</summary>
    public static UserParameter[] Of(IReadOnlyList<IParameterSymbol> parameters)
    {
        var found = new UserParameter[parameters.Count];

        // A default may stand only where all that follow have one, too; before an array that was `params` it can't.
        bool canHaveDefault = true;
        for (int i = found.Length - 1; i >= 0; i--)
        {
            IParameterSymbol parameter = parameters[i];
            string? value = canHaveDefault ? Literals.DefaultOf(parameter) : null;
            canHaveDefault = value is not null;
            found[i] = new(parameter, SymbolNames.InCode(parameter.Type), SymbolNames.InSignature(parameter.Type), value);
        }

        return found;
    }
}
