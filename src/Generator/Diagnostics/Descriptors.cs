using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>All diagnostics. An id is never used again for anything else.</summary>
internal static class Descriptors
{
    private const string Category = "ParallelGen";

    public static readonly DiagnosticDescriptor NotStatic = Error(
        "PGEN001", "A method that runs in the pool must be static",
        "'{0}' must be static to run in a process pool: an object of this process does not exist in a worker");

    public static readonly DiagnosticDescriptor NotAccessible = Error(
        "PGEN002", "A method that runs in the pool must be accessible",
        "'{0}' can't be called by generated code because '{1}' is {2}; make it at least internal");

    public static readonly DiagnosticDescriptor ByReference = Error(
        "PGEN003", "A method that runs in the pool takes and returns values",
        "'{0}' can't run in a process pool: {1}");

    public static readonly DiagnosticDescriptor OpenGeneric = Error(
        "PGEN004", "A method that runs in the pool can't be generic",
        "'{0}' can't run in a process pool because '{1}' is generic; mark a method that calls it with concrete types");

    public static readonly DiagnosticDescriptor NotOrdinary = Error(
        "PGEN005", "Only ordinary methods run in the pool",
        "{0} can't run in a process pool: {1}");

    public static readonly DiagnosticDescriptor SameSignature = Error(
        "PGEN006", "Two methods give the same generated method",
        "'{0}' and '{1}' would both give '{2}' with the same parameters; name one of them with [RunInProcessPool(Name = \"...\")]");

    public static readonly DiagnosticDescriptor SameSignatureInNamespace = new(
        "PGEN007", "Methods of two types give the same generated method",
        "'{0}' and '{1}' both give '{2}' with the same parameters in one namespace, so that calls of it are ambiguous; name one of them with [RunInProcessPool(Name = \"...\")]",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: HelpLink("PGEN007"), customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor ReservedName = Error(
        "PGEN008", "The name is taken by ProcessPool itself",
        "'{0}' would give a method '{1}Async', but '{1}' is a name of ProcessPool's own; give it another with [RunInProcessPool(Name = \"...\")]");

    public static readonly DiagnosticDescriptor CannotCross = Error(
        "PGEN009", "The type can't cross the process boundary",
        "'{0}' can't cross the process boundary: {1}");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "PGEN010", "The language version is too old",
        "'{0}' needs C# 13, because generated code ranks its overloads; this project has <LangVersion>{1}</LangVersion>, so raise or remove it");

    public static readonly DiagnosticDescriptor AsyncVoid = Error(
        "PGEN011", "A method that runs in the pool can't be async void",
        "'{0}' is async void, so that nobody can tell when it ends; return Task");

    public static readonly DiagnosticDescriptor ImpossibleValue = Error(
        "PGEN012", "The attribute's value is impossible",
        "{0} = {1} is impossible: {2}");

    public static readonly DiagnosticDescriptor LeftBehind = new(
        "PGEN013", "A member does not travel",
        "'{0}' does not travel, because only its own type can set it; give it a public setter or init, or a constructor parameter of its name",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink("PGEN013"));

    public static readonly DiagnosticDescriptor NoFormatter = Error(
        "PGEN014", "The type is no formatter",
        "'{0}' can't be used as a formatter: {1}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/parallelgen/parallelgen/blob/main/docs/diagnostics/{id}.md";
}
