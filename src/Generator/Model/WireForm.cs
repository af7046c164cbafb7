namespace ParallelGen.Generator.Model;

/// <summary>How a value travels.</summary>
internal enum WireForm
{
    /// <summary>One <c>Write</c> and <c>Read</c> method of the codec, whose suffix is <see cref="ValueModel.Format"/>.</summary>
    Scalar,

    /// <summary>As the scalar of its underlying type.</summary>
    Enum,

    /// <summary>An array as one raw block; <see cref="ValueModel.Format"/> is the element type.</summary>
    RawArray,

    /// <summary>By a generated pair of methods; <see cref="ValueModel.Format"/> is the <see cref="CodecModel.Type"/>.</summary>
    Codec,
}
