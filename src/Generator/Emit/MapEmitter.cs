using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the class of a map: both sides of a chunk.</summary>
internal static class MapEmitter
{
    public static void Emit(SourceWriter source, MethodModel method, MapModel map, ValueEmitter values)
    {
        ValueModel[] arguments = [.. method.Arguments];
        ValueModel[] shared = [.. map.Fixed.Select(i => arguments[i])];
        ValueModel[] items = [.. map.Items.Select(i => arguments[i])];
        string bundle = Names.Bundle(shared.Select(static a => a.CallType));
        string item = Names.Bundle(items.Select(static a => a.ItemType));
        string result = method.Result?.Type ?? Names.Unit;
        source
            .Open($"internal sealed class {map.ClassName} : {Names.Services}PoolMap<{bundle}, {item}, {result}>")
            .Lines($"internal static readonly {map.ClassName} Instance = new {map.ClassName}();")
            .Blank()
            .Lines($"private {map.ClassName}() : base({method.ClassName}.Instance) {{ }}")
            .Blank();

        source.Open($"public override void WriteFixed({Names.Writer}, in {bundle} arguments)");
        for (int i = 0; i < shared.Length; i++)
            source.Lines(values.Write(shared[i], Names.Unbundle("arguments", i, shared.Length)));
        source.Close().Blank();

        source.Open($"public override void WriteItems({Names.Writer}, {Names.ReadOnlySpan}<{item}> items)");
        if (map.AreItemsColumns)
            EmitColumns(source, items);
        else
            EmitRows(source, item, items, values);
        source.Close().Blank();

        source.Open($"public override void ReadResults({Names.Reader}, ref {Names.Services}ChunkResults<{result}> results)");
        if (ChunkEmitter.IsColumn(method))
            source.Lines("results.ReadColumn(ref reader);");
        else
            source.Lines("while (results.MoveNext(ref reader))").Continue($"results.Current = {values.Read(method.Result!)};");
        source.Close().Blank();

        ChunkEmitter.Emit(source, method, map, values);
        source.Close();
    }

    private static void EmitColumns(SourceWriter source, ValueModel[] items)
    {
        if (items.Length == 1)
        {
            source.Lines($"writer.WriteColumn<{items[0].Type}>(items);");
            return;
        }

        for (int i = 0; i < items.Length; i++)
        {
            string column = "column" + (i + 1);
            source
                .Lines($"{Names.Span}<{items[i].Type}> {column} = writer.ReserveColumn<{items[i].Type}>(items.Length);")
                .Lines("for (int index = 0; index < items.Length; index++)")
                .Continue($"{column}[index] = {Names.Unbundle("items[index]", i, items.Length)};");
        }
    }

    private static void EmitRows(SourceWriter source, string item, ValueModel[] items, ValueEmitter values)
    {
        source.Open($"foreach (ref readonly {item} item in items)");
        for (int i = 0; i < items.Length; i++)
            source.Lines(values.WriteItem(items[i], Names.Unbundle("item", i, items.Length)));
        source.Close();
    }
}
