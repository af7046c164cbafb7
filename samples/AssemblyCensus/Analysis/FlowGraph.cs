namespace AssemblyCensus.Analysis;

/// <summary>The basic blocks of a method and the ways between them. Block 0 is the entry.</summary>
internal sealed class FlowGraph
{
    private FlowGraph(List<int>[] successors) => Successors = successors;

    internal List<int>[] Successors { get; }

    /// <summary>Cuts the instructions wherever a branch arrives or leaves.</summary>
    /// <param name="instructions">The method's body.</param>
    /// <param name="guarded">Its exception handlers, each taken as reachable from where its try block begins.</param>
    /// <exception cref="BadImageFormatException">A branch leads out of the method, or into the midst of an instruction.</exception>
    internal static FlowGraph Build(List<Instruction> instructions, IReadOnlyCollection<(int Try, int Handler)> guarded)
    {
        int end = instructions.Count == 0 ? 0 : instructions[^1].End;
        // Where a block begins 1, at any other instruction 0, within one -1.
        int[] marks = new int[end];
        Array.Fill(marks, -1);
        foreach (Instruction instruction in instructions)
            marks[instruction.Offset] = 0;

        foreach ((int start, int handler) in guarded)
        {
            Mark(start);
            Mark(handler);
        }
        foreach (Instruction instruction in instructions)
        {
            foreach (int target in Targets(instruction))
                Mark(target);
            OpcodeShape shape = OpcodeTable.Shape(instruction.Opcode);
            if ((shape.Branches || !shape.FallsThrough) && instruction.End < end)
                Mark(instruction.End);
        }

        int[] blockAt = new int[end];
        int blocks = 0;
        foreach (Instruction instruction in instructions)
            blockAt[instruction.Offset] = instruction.Offset > 0 && marks[instruction.Offset] == 1 ? ++blocks : blocks;

        List<int>[] successors = new List<int>[end == 0 ? 0 : blocks + 1];
        for (int block = 0; block < successors.Length; block++)
            successors[block] = [];
        foreach ((int start, int handler) in guarded)
            successors[blockAt[start]].Add(blockAt[handler]);
        foreach (Instruction instruction in instructions)
        {
            List<int> own = successors[blockAt[instruction.Offset]];
            foreach (int target in Targets(instruction))
                own.Add(blockAt[target]);
            if (instruction.End < end && marks[instruction.End] == 1 && OpcodeTable.Shape(instruction.Opcode).FallsThrough)
                own.Add(blockAt[instruction.End]);
        }
        return new FlowGraph(successors);

        void Mark(int offset)
        {
            if ((uint)offset >= (uint)end || marks[offset] < 0)
                throw new BadImageFormatException($"A branch leads to {offset}, where no instruction begins.");
            marks[offset] = 1;
        }
    }

    private static ReadOnlySpan<int> Targets(in Instruction instruction)
    {
        if (instruction.Arms is not null)
            return instruction.Arms;
        return OpcodeTable.Shape(instruction.Opcode).Branches ? new ReadOnlySpan<int>([instruction.Operand]) : [];
    }
}
