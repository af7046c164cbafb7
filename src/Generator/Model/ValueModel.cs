namespace ParallelGen.Generator.Model;

/// <summary>One place where a value of a type is written and read: an argument, a member, an element.</summary>
/// <param name="Type">The type as code names it, with nullable annotations and tuple names.</param>
/// <param name="Form">How it is written and read.</param>
/// <param name="Write">The writer's method; for a codec its <see cref="CodecModel.Key"/>.</param>
/// <param name="Read">The reader's method; for a codec its <see cref="CodecModel.Key"/>.</param>
/// <param name="Underlying">The underlying type of an enum, the element of a view; otherwise nothing.</param>
/// <param name="IsColumn">Whether many values of the type may travel as one raw column.</param>
/// <param name="IsForgiven">Whether the reading method may return null where the type says that there is none: a caller who passed
/// <c>null!</c> gets in the worker what it would get in its own process.</param>
internal sealed record ValueModel(
    string Type, WireForm Form, string Write, string Read, string Underlying, bool IsColumn, bool IsForgiven)
{
    /// <summary>The type that the caller has, where the value is the same for all items.</summary>
    public string CallType => IsView ? $"global::System.ReadOnlyMemory<{Underlying}>" : Type;

    /// <summary>The type that the caller has as an item.</summary>
    public string ItemType => IsView ? Underlying + "[]" : Type;

    /// <summary>Whether the method sees memory that is not its own.</summary>
    public bool IsView => Form is WireForm.Span or WireForm.Memory;

    /// <summary>Whether writing or reading it runs generated code, or a formatter of the user's, that may fail within.</summary>
    public bool HasParts => Form is WireForm.Codec || Write.StartsWith("WriteFormatted", StringComparison.Ordinal);
}
