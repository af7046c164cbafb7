namespace ParallelGen.Encoding;

/// <summary>A view that a call was given, of any elements.</summary>
internal interface ICallMemory
{
    /// <summary>Ends it: from now on it shows nothing.</summary>
    void End();
}
