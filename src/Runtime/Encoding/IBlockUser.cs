namespace ParallelGen.Encoding;

/// <summary>Whoever a payload is written for: it keeps what the payload refers to as long as somebody may read the payload.</summary>
internal interface IBlockUser
{
    /// <summary>Takes over one use of a block that the payload refers to.</summary>
    void Use(SharedBlock block);

    /// <summary>Puts bytes into a block of its own, for the payload to refer to. Null where there is none: the payload must hold them.</summary>
    /// <exception cref="PayloadTooLargeException">There are more bytes than a payload may have.</exception>
    (SharedBlock Block, long Offset)? Stage(ReadOnlySpan<byte> bytes);
}
