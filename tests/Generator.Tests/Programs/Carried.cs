using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using ParallelGen;

namespace App;

[SupportedOSPlatform("linux")]
[SupportedOSPlatform("windows10.0")]
public static class Carried
{
    /// <summary>Counts.</summary>
    /// <param name="text">What to count in.</param>
    /// <returns>The count.</returns>
    [RunInProcessPool]
    [Obsolete("Use \"Count2\".", DiagnosticId = "OLD001", UrlFormat = "https://example.org/{0}")]
    public static int Count(string text) => text.Length;

    [RunInProcessPool]
    [Obsolete]
    public static int Old(Past past) => past.Value;

    [RunInProcessPool]
    [Experimental("NEW001")]
    [UnsupportedOSPlatform("browser")]
    public static int New(int x) => x;

    [RunInProcessPool]
    public static void Trace(
        string message,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0,
        [CallerArgumentExpression(nameof(message))] string? expression = null) =>
        _ = message + member + file + line + expression;

    [RunInProcessPool]
    public static int Length(this string text) => text.Length;
}

[Obsolete("Was.")]
public class Past
{
    [Obsolete]
    public int Value { get; set; }
}
