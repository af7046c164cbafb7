namespace ParallelGen.Generator.Model;

/// <summary>How a value is written and read.</summary>
internal enum WireForm
{
    /// <summary>By a method of the writer and one of the reader.</summary>
    Method,

    /// <summary>Likewise, as a value of its underlying type.</summary>
    Enum,

    /// <summary>By a generated pair of methods.</summary>
    Codec,

    /// <summary>As memory that the method sees as a span.</summary>
    Span,

    /// <summary>As memory that the method sees as a <c>ReadOnlyMemory</c>, which ends with the call.</summary>
    Memory,
}
