using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>The parameters of one shape: the pool, the items, the user's, the options, the token; each with a name of its own.</summary>
internal sealed class ParameterScope
{
    private readonly HashSet<string> _names;
    private readonly List<ShapeParameter> _parameters = [];
    private readonly List<string> _signature = [];
    private readonly UserParameter[] _users;
    private readonly IParameterSymbol? _token;

    /// <summary>Begins a shape with the pool.</summary>
    /// <param name="users">The user's parameters that the shape has.</param>
    /// <param name="token">The user's token parameter, or null.</param>
    public ParameterScope(UserParameter[] users, IParameterSymbol? token)
        : this(users, token, "global::ParallelGen.ProcessPool", "pool", "The pool.")
    {
    }

    private ParameterScope(UserParameter[] users, IParameterSymbol? token, string type, string name, string summary)
    {
        _users = users;
        _token = token;
        _names = new(users.Select(static u => u.Name), StringComparer.Ordinal);
        if (token is not null)
            _names.Add(token.Name);
        Pool = Add(type, Unique(name), null, summary);
    }

    /// <summary>Begins a shape of a pool's options, and ends it: the user's parameters are all that it has.</summary>
    public static ParameterScope OfOptions(UserParameter[] users)
    {
        var scope = new ParameterScope(users, null, "global::ParallelGen.ProcessPoolOptions", "options", "The options.");
        scope.AddUsers();
        return scope;
    }

    /// <summary>The names of the generated parameters; the first is the pool, or its options.</summary>
    public string Pool { get; }

    public string Options { get; private set; } = "";

    public string Token { get; private set; } = "";

    public IEnumerable<ShapeParameter> Parameters => _parameters;

    /// <summary>The types of the parameters as overload resolution tells them apart.</summary>
    public string Signature => string.Join(", ", _signature);

    /// <summary>Adds the items of a map.</summary>
    /// <param name="source">The kind of enumerable.</param>
    /// <param name="mapped">The parameters that differ from item to item.</param>
    public string AddItems(string source, IReadOnlyList<UserParameter> mapped)
    {
        string name = Unique("items");
        if (mapped.Count == 1)
        {
            UserParameter only = mapped[0];
            return Add($"{source}<{only.Item}>", name, null, "The items: ", only.Name,
                $"{source}<{only.ItemSignature}>");
        }

        string elements = string.Join(", ", mapped.Select(static (p, i) => p.Item + ElementName(p.Name, i)));
        string types = string.Join(", ", mapped.Select(static p => p.ItemSignature));
        return Add($"{source}<({elements})>", name, null, "The items.", null, $"{source}<System.ValueTuple<{types}>>");
    }

    /// <summary>Adds the rest.</summary>
    public ParameterScope Finish(bool hasOptions)
    {
        AddUsers();
        if (hasOptions)
            Options = Add("global::ParallelGen.MapOptions?", Unique("options"), "null", "Options of the map; null for the defaults.");
        Token = Add("global::System.Threading.CancellationToken", _token?.Name ?? Unique("cancellationToken"), "default", "Cancels it.", _token?.Name);
        return this;
    }

    private void AddUsers()
    {
        foreach (UserParameter user in _users)
        {
            // What the caller's code does not say is filled in where a default stands, and only there.
            string attribute = user.Default is null ? "" : CarriedAttributes.OfParameter(user.Symbol, name => _users.Any(u => u.Name == name));
            Add(user.Code, user.Name, user.Default, "", user.Name, user.Signature, attribute);
        }
    }

    private string Add(
        string type, string name, string? defaultValue, string summary, string? source = null, string? signature = null, string attribute = "")
    {
        string escaped = SymbolNames.Escape(name);
        _parameters.Add(new(type, escaped, defaultValue, attribute, summary, source));
        _signature.Add(signature ?? type);
        return escaped;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return unique;
    }

    // Some names are taken in every tuple, others at all places but one.
    private static string ElementName(string name, int index)
    {
        bool isTaken = name is "CompareTo" or "Deconstruct" or "Equals" or "GetHashCode" or "Rest" or "ToString"
            || (name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out int number) && number != index + 1);
        return isTaken ? "" : " " + SymbolNames.Escape(name);
    }
}
