using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints what concerns the lanes of a method.</summary>
internal static class LaneEmitter
{
    /// <summary>The method that adds the lanes among some arguments on the caller's side.</summary>
    public static void EmitOpen(SourceWriter source, string bundle, ValueModel[] arguments)
    {
        if (!arguments.Any(static a => a.Form is WireForm.Lane))
            return;
        source.Open($"public override void OpenLanes(in {bundle} arguments, {Names.Services}CallLanes lanes)");
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Form is WireForm.Lane)
                source.Lines($"lanes.{arguments[i].Write}({Names.Unbundle("arguments", i, arguments.Length)}, {arguments[i].Underlying}.Instance);");
        }

        source.Close().Blank();
    }

    /// <summary>The class that writes and reads the items of a lane.</summary>
    public static void EmitClass(SourceWriter source, LaneModel lane, ValueEmitter values) => source
        .Blank()
        .Open($"internal sealed class {lane.ClassName} : {Names.Services}LaneCodec<{lane.Item.Type}>")
        .Lines($"internal static readonly {lane.ClassName} Instance = new {lane.ClassName}();")
        .Blank()
        .Open($"public override void Write({Names.Writer}, {lane.Item.Type} item)")
        .Lines(values.Write(lane.Item, "item"))
        .Close()
        .Blank()
        .Open($"public override {lane.Item.Type} Read({Names.Reader})")
        .Lines($"return {values.Read(lane.Item)};")
        .Close()
        .Close();
}
