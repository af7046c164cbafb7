using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using ParallelGen.CompilerServices;
using ParallelGen.Encoding;

namespace ParallelGen.Generator.Tests.Testing;

/// <summary>Sends values through the generated codecs of a program, without a worker.</summary>
internal sealed class RoundTrip
{
    private readonly Assembly _assembly;

    public RoundTrip(params string[] sources)
    {
        Compilation output = GeneratorRun.Of(sources).Output;

        // Nothing here is called by its id, so that there is nothing to register.
        SyntaxTree table = output.SyntaxTrees.Single(t => t.FilePath.EndsWith("ParallelGen.MethodTable.g.cs", StringComparison.Ordinal));
        using var image = new MemoryStream();
        Assert.Empty(output.RemoveSyntaxTrees(table).Emit(image).Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error));
        image.Position = 0;
        _assembly = new AssemblyLoadContext("round trip", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Gets the value of a static property of the program.</summary>
    public object? ValueOf(string type, string property) =>
        _assembly.GetType(type)!.GetProperty(property, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null);

    /// <summary>
    /// Writes a value as the argument of a method that returns what it takes, and reads it as the result; also as the items of a map.
    /// </summary>
    /// <param name="className">The generated class of the method.</param>
    /// <param name="value">The value.</param>
    public object? Send(string className, object? value) => Do(nameof(SendTyped), className, value);

    /// <summary>The bytes of a value as the argument of a method.</summary>
    public byte[] Encode(string className, object? value) => (byte[])Do(nameof(Write), className, value)!;

    /// <summary>The value of bytes as the result of a method.</summary>
    public object? Decode(string className, byte[] bytes) => Do(nameof(Read), className, bytes);

    private object? Do(string action, string className, object? value)
    {
        object method = _assembly.GetType("ParallelGen.Generated.Test_App." + className, throwOnError: true)!
            .GetField("Instance", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        Type[] arguments = method.GetType().BaseType!.GenericTypeArguments;
        try
        {
            return typeof(RoundTrip).GetMethod(action, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(arguments[0])
                .Invoke(null, [method, value]);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            return null;
        }
    }

    private static T SendTyped<T>(PoolMethod<T, T> method, T value)
    {
        byte[] bytes = Write(method, value);
        T result = Read(method, bytes);
        Assert.Equal(bytes, Write(method, result));
        return result;
    }

    private static T Read<T>(PoolMethod<T, T> method, byte[] bytes)
    {
        var reader = new WireReader(bytes);
        T result = method.ReadResult(ref reader);
        if (!reader.End)
            throw new CallSerializationException("Something is left.");
        return result;
    }

    private static byte[] Write<T>(PoolMethod<T, T> method, T value)
    {
        using var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        method.WriteArguments(ref writer, in value);
        PayloadBuffer.Complete(ref writer);
        return [.. Enumerable.Range(0, payload.SegmentCount).SelectMany(i => payload[i])];
    }
}
