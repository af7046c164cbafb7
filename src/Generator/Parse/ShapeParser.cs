using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides which extension methods a marked method gets, and what each looks like.</summary>
/// <param name="baseName">The base of their names.</param>
/// <param name="className">The class that knows the method on both sides.</param>
/// <param name="result">The type of the result, or null.</param>
/// <param name="mappable">The parameters that travel.</param>
/// <param name="token">The method's own token parameter, if it has one.</param>
internal sealed class ShapeParser(
    string baseName, string className, string? result, IReadOnlyList<IParameterSymbol> mappable, IParameterSymbol? token)
{
    private const string Task = "global::System.Threading.Tasks.Task";
    private const string CallResult = "global::ParallelGen.CallResult";
    private const string Enumerable = "global::System.Collections.Generic.IEnumerable";
    private const string AsyncEnumerable = "global::System.Collections.Generic.IAsyncEnumerable";
    private const string Unit = "default(global::ParallelGen.CompilerServices.Unit)";

    // Below every other shape's, which are the negative of a number of parameters.
    private const int TuplePriority = -1000;

    private readonly UserParameter[] _users = UserParameter.Of(mappable);

    /// <param name="maps">The ways to map the method.</param>
    /// <param name="onEveryWorker">Whether it can be called on each worker, too.</param>
    public EquatableArray<ShapeModel> Parse(EquatableArray<MapModel> maps, bool onEveryWorker)
    {
        int[] all = [.. System.Linq.Enumerable.Range(0, _users.Length)];
        ParameterScope scope = Scope(all).Finish(hasOptions: false);
        List<ShapeModel> shapes =
        [
            Shape("Async", result is null ? Task : $"{Task}<{result}>", scope, -_users.Length,
                "CallAsync", className, [Arguments(all)], "Runs {0} once, in a worker process of the pool."),
        ];
        if (onEveryWorker)
        {
            shapes.Add(Shape("OnEveryWorkerAsync", result is null ? Task : $"{Task}<{SymbolNames.ArrayOf(result)}>", scope, -_users.Length,
                "CallOnEveryWorkerAsync", className, [Arguments(all)],
                "Runs {0} once in each worker process of the pool" + (result is null ? "." : ", and returns the results in the order of the workers' numbers.")));
        }

        foreach (MapModel map in maps)
        {
            foreach ((string suffix, string call, string returnType, string summary) in MapKinds())
            {
                shapes.Add(MapShape(map, suffix, call, returnType, summary, Enumerable, 0));
                if (suffix.Contains("Stream"))
                    shapes.Add(MapShape(map, suffix, call, returnType, summary, AsyncEnumerable, 1));
            }
        }

        return shapes.ToEquatableArray();
    }

    private IEnumerable<(string Suffix, string Call, string ReturnType, string Summary)> MapKinds()
    {
        const string Each = "Runs {0} for each item, in the worker processes of the pool";
        string run = result is null ? "Run" : "";
        string outcome = result is null ? CallResult : $"{CallResult}<{result}>";
        yield return ("MapAsync", run + "MapAsync", result is null ? Task : $"{Task}<{SymbolNames.ArrayOf(result)}>",
            result is null ? Each + "." : Each + ", and returns the results in the order of the items.");
        yield return ("TryMapAsync", $"Try{run}MapAsync", $"{Task}<{SymbolNames.ArrayOf(outcome)}>",
            Each + ", and returns for every item, in their order, what became of it.");
        if (result is not null)
            yield return ("StreamAsync", "StreamAsync", $"{AsyncEnumerable}<{result}>", Each + ", and yields the results.");
        yield return ("TryStreamAsync", $"Try{run}StreamAsync", $"{AsyncEnumerable}<{outcome}>",
            Each + ", and yields for every item what became of it.");
    }

    private ShapeModel MapShape(MapModel map, string suffix, string call, string returnType, string summary, string source, int bonus)
    {
        bool isTuple = map.Items.Count > 1;
        ParameterScope scope = Scope(map.Fixed);
        string items = scope.AddItems(source, [.. map.Items.Select(i => _users[i])]);
        scope.Finish(hasOptions: true);
        int priority = bonus - _users.Length + (isTuple ? TuplePriority : 0);
        return Shape(suffix, returnType, scope, priority,
            call, className + "." + map.ClassName, [items, Arguments(map.Fixed), scope.Options], summary);
    }

    private ShapeModel Shape(
        string suffix, string returnType, ParameterScope scope, int priority, string call, string target, string[] arguments, string summary)
    {
        string name = SymbolNames.Escape(baseName + suffix);
        return new(name, returnType, scope.Parameters.ToEquatableArray(), priority, call, target,
            new[] { scope.Pool }.Concat(arguments).Concat([scope.Token]).ToEquatableArray(), summary,
            $"{name}({scope.Signature})");
    }

    private ParameterScope Scope(IEnumerable<int> indexes) =>
        new([.. indexes.Select(i => _users[i])], token);

    private string Arguments(IEnumerable<int> indexes)
    {
        string[] names = [.. indexes.Select(i => SymbolNames.Escape(_users[i].Name))];
        return names.Length switch
        {
            0 => Unit,
            1 => names[0],
            _ => $"({string.Join(", ", names)})",
        };
    }
}
