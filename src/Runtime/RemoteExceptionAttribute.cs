namespace ParallelGen;

/// <summary>
/// Registers an exception type of the program's own: where a marked method throws exactly this type, the caller gets one of it, with message,
/// inner exception, code (<c>HResult</c>) and remote stack, instead of a <see cref="RemoteCallException"/>. Other properties do not travel.
/// </summary>
/// <param name="type">
/// The type. It has a constructor of <c>(string message, Exception inner)</c> or of <c>(string message)</c> that generated code can reach.
/// </param>
/// <example>
/// <code>
/// [assembly: RemoteException(typeof(OutOfStockException))]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RemoteExceptionAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
