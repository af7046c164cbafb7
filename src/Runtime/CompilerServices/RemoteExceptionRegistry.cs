using System.Collections.Concurrent;
using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>The exceptions that assemblies registered with <see cref="RemoteExceptionAttribute"/>, for generated code. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteExceptionRegistry
{
    private static readonly ConcurrentDictionary<string, Func<string, Exception?, Exception>> s_factories = new(StringComparer.Ordinal);

    /// <summary>Registers a type.</summary>
    /// <param name="typeName">Its full name, as the runtime has it.</param>
    /// <param name="make">Makes one from a message and an inner exception.</param>
    public static void Add(string typeName, Func<string, Exception?, Exception> make) => s_factories[typeName] = make;

    /// <summary>Makes one. Null where the type is not registered, or its constructor throws: a call whose exception it was still needs one.</summary>
    internal static Exception? TryMake(string typeName, string message, Exception? inner)
    {
        if (!s_factories.TryGetValue(typeName, out Func<string, Exception?, Exception>? make))
            return null;
        try
        {
            return make(message, inner);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
