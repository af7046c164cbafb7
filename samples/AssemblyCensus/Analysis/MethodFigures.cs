using System.Reflection.Metadata;

namespace AssemblyCensus.Analysis;

/// <summary>What the instructions of one method say about it.</summary>
internal readonly record struct MethodFigures(int Complexity, LoopNest Loops, int IlBytes)
{
    /// <summary>Analyses one body, and adds its instructions and calls to those of the assembly.</summary>
    internal static MethodFigures Of(MethodBodyBlock body, long[] opcodes, ApiCalls calls)
    {
        BlobReader il = body.GetILReader();
        List<Instruction> instructions = IlDecoder.Decode(il);
        // Cyclomatic complexity: one, and one more for each conditional branch and each arm of a switch.
        int complexity = 1;
        foreach (Instruction instruction in instructions)
        {
            opcodes[instruction.Opcode]++;
            OpcodeShape shape = OpcodeTable.Shape(instruction.Opcode);
            if (shape.Operand == OperandKind.Method)
                calls.Count(instruction.Operand);
            else if (shape is { Branches: true, FallsThrough: true })
                complexity += instruction.Arms?.Length ?? 1;
        }

        // Without a branch there is nothing to build a graph of.
        LoopNest loops = default;
        if (complexity > 1)
            loops = LoopNest.Find(FlowGraph.Build(instructions, Guarded(body)));
        return new MethodFigures(complexity, loops, il.Length);
    }

    private static List<(int Try, int Handler)> Guarded(MethodBodyBlock body)
    {
        List<(int Try, int Handler)> guarded = [];
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            guarded.Add((region.TryOffset, region.HandlerOffset));
            if (region.Kind == ExceptionRegionKind.Filter)
                guarded.Add((region.TryOffset, region.FilterOffset));
        }
        return guarded;
    }
}
