using System.Globalization;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the class that knows a marked method on both sides.</summary>
internal static class MethodEmitter
{
    public static void Emit(SourceWriter source, MethodModel method, ValueEmitter values)
    {
        ValueModel[] arguments = [.. method.Arguments];
        string bundle = Names.Bundle(arguments.Select(static a => a.CallType));
        string result = method.Result?.Type ?? Names.Unit;
        source
            .Lines(Names.GeneratedCode)
            .Open($"internal sealed class {method.ClassName} : {Names.Services}PoolMethod<{bundle}, {result}>")
            .Lines($"internal static readonly {method.ClassName} Instance = new {method.ClassName}();")
            .Blank()
            .Lines($"private {method.ClassName}() : base(0x{method.Id.ToString("X16", CultureInfo.InvariantCulture)}UL, \"{method.DisplayName}\") {{ }}")
            .Blank();
        EmitProperties(source, method);

        source.Open($"public override void WriteArguments({Names.Writer}, in {bundle} arguments)");
        for (int i = 0; i < arguments.Length; i++)
            source.Lines(values.Write(arguments[i], Names.Unbundle("arguments", i, arguments.Length)));
        source.Close().Blank();

        source
            .Open($"public override {result} ReadResult({Names.Reader})")
            .Lines($"return {(method.Result is { } value ? values.Read(value) : $"default({Names.Unit})")};")
            .Close()
            .Blank();
        EmitInvoke(source, method, arguments, values);

        foreach (MapModel map in method.Maps)
        {
            source.Blank();
            MapEmitter.Emit(source, method, map, values);
        }

        source.Close();
    }

    private static void EmitProperties(SourceWriter source, MethodModel method)
    {
        if (method.TimeoutMilliseconds != 0)
            source.Lines($"public override int TimeoutMilliseconds => {method.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)};").Blank();
        if (method.MaxAttempts > 1)
            source.Lines($"public override int MaxAttempts => {method.MaxAttempts.ToString(CultureInfo.InvariantCulture)};").Blank();
        if (method.ObservesCancellation)
            source.Lines("public override bool ObservesCancellation => true;").Blank();
        foreach (MapModel map in method.Maps)
            source.Lines($"public override {Names.Services}PoolMap {map.Property} => {map.ClassName}.Instance;").Blank();
    }

    private static void EmitInvoke(SourceWriter source, MethodModel method, ValueModel[] arguments, ValueEmitter values)
    {
        source.Open($"public override void Invoke({Names.Reader}, {Names.Services}WorkerCall call)");
        for (int i = 0; i < arguments.Length; i++)
            source.Lines($"{arguments[i].Type} {Invocation.Local(i)} = {values.Read(arguments[i])};");
        source.Lines("call.EndArguments(ref reader);");

        string invocation = Invocation.Of(method, Invocation.Local);
        source
            .Lines(method.Result is null ? invocation + ";" : $"{method.Result.Type} result = {invocation};")
            .Lines($"{Names.WriterType} writer = call.BeginResult();");
        if (method.Result is not null)
            source.Lines(values.Write(method.Result, "result"));
        source.Lines("call.EndResult(ref writer);").Close();
    }
}
