using System.Globalization;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the worker's loop over a chunk: the items come as columns or rows, and so do the results.</summary>
internal static class ChunkEmitter
{
    /// <summary>Whether results are a column; there being none is the shortest of columns.</summary>
    public static bool IsColumn(MethodModel method) => method.Result is null or { IsColumn: true };

    public static void Emit(SourceWriter source, MethodModel method, MapModel map, ValueEmitter values)
    {
        ValueModel[] arguments = [.. method.Arguments];
        source.Open($"public override void InvokeChunk({Names.Reader}, {Names.Services}WorkerCall call)");
        foreach (int i in map.Fixed)
            source.Lines($"{arguments[i].Type} {Invocation.Local(i)} = {values.Read(arguments[i])};");
        if (map.AreItemsColumns)
        {
            foreach (int i in map.Items)
                source.Lines($"{Names.ReadOnlySpan}<{arguments[i].Type}> {Column(i)} = reader.ReadColumn<{arguments[i].Type}>(call.ItemCount);");
        }

        source.Lines($"{Names.WriterType} writer = call.BeginResult();");
        string invocation = Invocation.Of(
            method, i => map.AreItemsColumns && map.Items.Contains(i) ? Column(i) + "[index]" : Invocation.Local(i));
        if (!IsColumn(method))
            EmitRowResults(source, method.Result!, map, arguments, invocation, values);
        else
            EmitColumnResults(source, method.Result, map, arguments, invocation, values);
        source.Close();
    }

    private static void EmitColumnResults(
        SourceWriter source, ValueModel? result, MapModel map, ValueModel[] arguments, string invocation, ValueEmitter values)
    {
        string statement = invocation + ";";
        if (result is not null)
        {
            source.Lines($"{Names.Span}<{result.Type}> results = writer.ReserveColumn<{result.Type}>(call.ItemCount);");
            statement = "results[index] = " + statement;
        }

        if (map.AreItemsColumns)
            EmitTightLoop(source, statement);
        else
        {
            source.Open("for (int index = 0; call.BeginItem(index); index++)").Open("try");
            EmitItem(source, map, arguments, values);
            source
                .Lines(Stage("Method")).Lines(statement).Close()
                .Open("catch (global::System.Exception exception)")
                .Lines("if (!call.FailColumnItem(ref writer, exception))").Continue("break;")
                .Close()
                .Close();
        }

        source.Lines("call.EndColumn(ref writer);");
    }

    // The try stands around the loop: entering one for each item would cost more than a small item does.
    private static void EmitTightLoop(SourceWriter source, string statement) => source
        .Lines("int index = 0;")
        .Open("while (true)")
        .Open("try")
        .Lines("for (; call.BeginItem(index); index++)").Continue(statement)
        .Lines("break;")
        .Close()
        .Open("catch (global::System.Exception exception)")
        .Lines("if (!call.FailColumnItem(ref writer, exception))").Continue("break;")
        .Lines("index++;")
        .Close()
        .Close();

    private static void EmitRowResults(
        SourceWriter source, ValueModel result, MapModel map, ValueModel[] arguments, string invocation, ValueEmitter values)
    {
        source.Open("for (int index = 0; call.BeginItem(index, ref writer); index++)").Open("try");
        EmitItem(source, map, arguments, values);
        source
            .Lines(Stage("Method"))
            .Lines($"{result.Type} result = {invocation};")
            .Lines(Stage("Result"))
            .Lines(values.Write(result, "result"))
            .Close()
            .Open("catch (global::System.Exception exception)")
            .Lines("if (!call.FailItem(ref writer, exception))").Continue("break;")
            .Close()
            .Close()
            .Lines("call.EndResult(ref writer);");
    }

    // After a failure here the place in the input is lost: the stage tells the runtime, which ends the chunk with this item.
    private static void EmitItem(SourceWriter source, MapModel map, ValueModel[] arguments, ValueEmitter values)
    {
        if (map.AreItemsColumns)
            return;
        source.Lines(Stage("Arguments"));
        if (map.Items.Any(i => arguments[i].Form is WireForm.Memory))
            source.Lines("call.EndItemViews();");
        foreach (int i in map.Items)
            source.Lines($"{arguments[i].Type} {Invocation.Local(i)} = {values.Read(arguments[i])};");
    }

    private static string Stage(string stage) => $"call.Stage = {Names.Services}CallStage.{stage};";

    private static string Column(int argument) => "column" + (argument + 1).ToString(CultureInfo.InvariantCulture);
}
