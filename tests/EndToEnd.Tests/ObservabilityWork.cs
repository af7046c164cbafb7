using System.Diagnostics;
using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Marked methods that tell what the worker knows of its caller.</summary>
internal static class ObservabilityWork
{
    [RunInProcessPool]
    internal static void Leave(int exitCode) => Environment.Exit(exitCode);

    [RunInProcessPool]
    internal static void LoopForever()
    {
        while (true)
            Thread.Yield();
    }

    [RunInProcessPool]
    internal static string[] LoadedAssemblies() => [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name ?? "")];

    [RunInProcessPool]
    internal static string TraceId() => Activity.Current?.TraceId.ToHexString() ?? "none";

    [RunInProcessPool]
    internal static string[] TraceIdOfItem(int item, double[] block) => [Activity.Current?.TraceId.ToHexString() ?? "none", $"{item + block.Sum():0}"];

    [RunInProcessPool]
    internal static string Format(double number)
    {
        string text = $"{number:N1} {CultureInfo.CurrentUICulture.Name}";
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR"); // the next call must not see it
        return text;
    }

#pragma warning disable PGEN032 // that it is empty is what they show
    /// <summary>Leaves an activity behind, and more.</summary>
    [RunInProcessPool]
    internal static void LeaveActivity()
    {
        s_left.Value = "left";
        new Activity("left").Start();
    }

    [RunInProcessPool]
    internal static string Left() => $"{Activity.Current?.DisplayName}{s_left.Value}";

#pragma warning restore PGEN032

    private static readonly AsyncLocal<string?> s_left = new();
}
