namespace ParallelGen.Generator.Model;

/// <summary>The kinds of objects.</summary>
internal enum ObjectShape
{
    /// <summary>A struct: never null.</summary>
    Struct,

    /// <summary>A tuple that is written <c>(a, b)</c>.</summary>
    Tuple,

    /// <summary>A class that nothing derives from.</summary>
    SealedClass,

    /// <summary>A class from which others may derive, whose own members would be lost.</summary>
    OpenClass,
}
