using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the class that knows a worker initializer on both sides.</summary>
internal static class InitializerEmitter
{
    public static void Emit(SourceWriter source, MethodModel method, ValueEmitter values)
    {
        ValueModel[] arguments = [.. method.Arguments];
        string bundle = Names.Bundle(arguments.Select(static a => a.Type));
        source
            .Lines(Names.GeneratedCode)
            .Open($"internal sealed class {method.ClassName} : {Names.Services}PoolInitializer<{bundle}>")
            .Lines($"internal static readonly {method.ClassName} Instance = new {method.ClassName}();")
            .Blank()
            .Lines($"private {method.ClassName}() : base(\"{method.DisplayName}\") {{ }}")
            .Blank();
        if (method.ObservesCancellation)
            source.Lines("public override bool ObservesCancellation => true;").Blank();

        source.Open($"public override void WriteArguments({Names.Writer}, in {bundle} arguments)");
        for (int i = 0; i < arguments.Length; i++)
            source.Lines(values.Write(arguments[i], Names.Unbundle("arguments", i, arguments.Length)));
        source.Close().Blank();

        source.Open($"public override void Run({Names.Reader}, {Names.Services}WorkerCall call)");
        for (int i = 0; i < arguments.Length; i++)
            source.Lines($"{arguments[i].Type} {Invocation.Local(i)} = {values.Read(arguments[i])};");
        source.Lines("call.EndArguments(ref reader);").Lines(Invocation.Of(method, Invocation.Local) + ";").Close().Close();
    }
}
