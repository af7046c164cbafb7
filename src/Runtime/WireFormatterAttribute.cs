namespace ParallelGen;

/// <summary>
/// Says which formatter writes and reads values: those of a type, of one member, parameter or return value, or, on the assembly, of a type
/// of somebody else's.
/// </summary>
/// <remarks>
/// The place nearest to the value wins: parameter, return value or member before assembly, assembly before type. On a generic type the
/// formatter may be an open generic type with as many parameters. The return value of a method that returns a task is the task's result.
/// </remarks>
/// <param name="formatter">
/// A type that implements <see cref="IWireFormatter{T}"/> for the type of the values, and that generated code can reach.
/// </param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Property
    | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class WireFormatterAttribute(Type formatter) : Attribute
{
    /// <summary>The formatter.</summary>
    public Type Formatter { get; } = formatter;
}
