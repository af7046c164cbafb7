namespace ParallelGen.Generator.Model;

/// <summary>How the members of an object stand in the payload.</summary>
internal enum ObjectLayout
{
    /// <summary>An array of exactly these members.</summary>
    Array,

    /// <summary>An array in which each member has its index; what is between them is nil.</summary>
    IndexedArray,

    /// <summary>A map from the members' names.</summary>
    Map,
}
