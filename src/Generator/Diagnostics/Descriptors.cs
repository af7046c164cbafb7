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

    public static readonly DiagnosticDescriptor LeftBehind = Info(
        "PGEN013", "A member does not travel",
        "'{0}' does not travel, because only its own type can set it; give it a public setter or init, or a constructor parameter of its name");

    public static readonly DiagnosticDescriptor NoFormatter = Error(
        "PGEN014", "The type is no formatter",
        "'{0}' can't be used as a formatter: {1}");

    public static readonly DiagnosticDescriptor WritesStatic = Warning(
        "PGEN030", "The method changes a static that the caller never sees",
        "'{0}' changes the static '{1}' in the worker, and the caller never sees it ({2}); return what is new, or set it in a [WorkerInitializer]");

    public static readonly DiagnosticDescriptor ReadsStatic = Info(
        "PGEN031", "The method reads a static that the caller may have changed",
        "'{0}' reads the static '{1}', of which each worker has its own, not the caller's ({2}); pass it as a parameter, or set it in a [WorkerInitializer]");

    public static readonly DiagnosticDescriptor AmbientState = Warning(
        "PGEN032", "What belongs to the caller's flow does not travel",
        "'{0}' uses '{1}', which belongs to the thread or flow of its caller and is empty in a worker ({2}); pass the value as a parameter");

    public static readonly DiagnosticDescriptor ReadsConsole = Warning(
        "PGEN033", "A worker has no console to read from",
        "'{0}' reads the console with '{1}', and a worker has none ({2}); read it before the call, and pass what was read");

    public static readonly DiagnosticDescriptor IgnoredToken = Warning(
        "PGEN034", "The loops never look at the token",
        "No loop of '{0}' looks at '{1}', so that a cancelled call goes on until its worker is killed; call {1}.ThrowIfCancellationRequested() in the loop");

    public static readonly DiagnosticDescriptor CopiedArray = Info(
        "PGEN035", "An array that is only read is copied for each call",
        "'{0}' only reads '{1}', and gets an array of its own for each call; a ReadOnlyMemory<{2}> need not be copied");

    public static readonly DiagnosticDescriptor UnawaitedCall = Warning(
        "PGEN036", "The call in the pool is never awaited",
        "Nothing awaits the result of '{0}': its errors are lost, and the pool may be disposed while it runs; await it, or discard it with '_ ='");

    public static readonly DiagnosticDescriptor DirectCall = Info(
        "PGEN037", "The method runs in this process when it is called directly",
        "'{0}' runs here, not in a worker, when it is called directly; call '{1}' on the pool");

    public static readonly DiagnosticDescriptor TakenName = Error(
        "PGEN038", "A name that generated code needs is taken",
        "'{0}' needs the name '{1}' for generated code, and this project has {2} of that name; rename one of the two");

    public static readonly DiagnosticDescriptor RetriesWithoutIdempotent = Error(
        "PGEN039", "Only an idempotent method is tried again",
        "'{0}' would run up to {1} times, but nothing says that it may run more than once; add Idempotent = true, or remove MaxAttempts");

    public static readonly DiagnosticDescriptor MistypedInitializer = Error(
        "PGEN040", "The method can't run when a worker starts or ends",
        "'{0}' is marked [{1}], but {2}");

    public static readonly DiagnosticDescriptor TimeoutWithoutToken = Info(
        "PGEN041", "A call that exceeds its time costs a worker",
        "'{0}' has a time limit and no CancellationToken, so that its worker is killed at the deadline; with a token it can end in time, and the worker stays");

    public static readonly DiagnosticDescriptor DeclaredTwice = Error(
        "PGEN042", "The method is declared twice",
        "'{0}' is declared twice, so that generated code can't call it; remove or rename one of the two");

    public static readonly DiagnosticDescriptor CreatesShared = Warning(
        "PGEN050", "A worker can't make a shared array",
        "'{0}' makes a shared array with '{1}', and only the program that owns the pool can ({2}); make it there, and pass it");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/parallelgen/parallelgen/blob/main/docs/diagnostics/{id}.md";
}
