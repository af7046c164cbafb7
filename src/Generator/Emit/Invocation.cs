using System.Globalization;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>The expression that runs a marked method in the worker.</summary>
internal static class Invocation
{
    /// <summary>The local variable of an argument. It is not the user's name, which could be one of the template's.</summary>
    public static string Local(int argument) => "argument" + (argument + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The call with each argument taken from where <paramref name="argument"/> says.</summary>
    public static string Of(MethodModel method, Func<int, string> argument)
    {
        IEnumerable<string> arguments = method.Parameters.Select(p => p.Value is null ? "call.CancellationToken" : argument(p.Argument));
        string invocation = $"{method.Target}({string.Join(", ", arguments)})";
        return method.IsAwaited ? $"call.Await({invocation}{(method.IsForgiven ? "!" : "")})" : invocation;
    }
}
