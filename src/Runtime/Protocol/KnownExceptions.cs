using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml;

namespace ParallelGen.Protocol;

/// <summary>
/// The exceptions of the framework that come back as themselves: exactly these types, with what they tell. What would read as the pool's own
/// (cancelled, disposed) is not among them, nor what can't be made with all that it tells. Their assemblies are loaded when one is thrown.
/// </summary>
internal static class KnownExceptions
{
    private static readonly Dictionary<string, KnownException> s_types = new(StringComparer.Ordinal)
    {
        ["ParallelGen.NestedPoolException"] = new(static (message, inner) => new NestedPoolException(message, inner)),
        ["System.AggregateException"] = new(static (error, inners) => new AggregateException(OfAggregate(error), inners), static exception => DetailsOfAggregate(exception)),
        ["System.ApplicationException"] = new(static (message, inner) => new ApplicationException(message, inner)),
        ["System.ArgumentException"] = new(
            static (error, inners) => new ArgumentException(WithoutParameter(error), error.Text(0), First(inners)), static exception => DetailsOfArgument(exception)),
        ["System.ArgumentNullException"] = new(
            static (error, inners) => inners.Count == 0 ? new ArgumentNullException(error.Text(0), WithoutParameter(error)) : new ArgumentNullException(error.Message, inners[0]),
            static exception => DetailsOfArgument(exception)),
        ["System.ArgumentOutOfRangeException"] = new(
            static (error, inners) => inners.Count == 0
                ? new ArgumentOutOfRangeException(error.Text(0), error.Value(1), WithoutParameter(error))
                : new ArgumentOutOfRangeException(error.Message, inners[0]),
            static exception => DetailsOfArgument(exception)),
        ["System.ArithmeticException"] = new(static (message, inner) => new ArithmeticException(message, inner)),
        ["System.ArrayTypeMismatchException"] = new(static (message, inner) => new ArrayTypeMismatchException(message, inner)),
        ["System.BadImageFormatException"] = new(
            static (error, inners) => new BadImageFormatException(error.Message, error.Text(0), First(inners)), static exception => [(exception as BadImageFormatException)?.FileName]),
        ["System.Collections.Generic.KeyNotFoundException"] = new(static (message, inner) => new KeyNotFoundException(message, inner)),
        ["System.ComponentModel.Win32Exception"] = new(
            static (error, inners) => inners.Count == 0 ? new Win32Exception(error.Number(0), error.Message) : new Win32Exception(error.Message, inners[0]),
            static exception => [(exception as Win32Exception)?.NativeErrorCode]),
        ["System.Diagnostics.UnreachableException"] = new(static (message, inner) => new UnreachableException(message, inner)),
        ["System.DivideByZeroException"] = new(static (message, inner) => new DivideByZeroException(message, inner)),
        ["System.DllNotFoundException"] = new(static (message, inner) => new DllNotFoundException(message, inner)),
        ["System.EntryPointNotFoundException"] = new(static (message, inner) => new EntryPointNotFoundException(message, inner)),
        ["System.FieldAccessException"] = new(static (message, inner) => new FieldAccessException(message, inner)),
        ["System.FormatException"] = new(static (message, inner) => new FormatException(message, inner)),
        ["System.IndexOutOfRangeException"] = new(static (message, inner) => new IndexOutOfRangeException(message, inner)),
        ["System.InsufficientExecutionStackException"] = new(static (message, inner) => new InsufficientExecutionStackException(message, inner)),
        ["System.InsufficientMemoryException"] = new(static (message, inner) => new InsufficientMemoryException(message, inner)),
        ["System.InvalidCastException"] = new(static (message, inner) => new InvalidCastException(message, inner)),
        ["System.InvalidOperationException"] = new(static (message, inner) => new InvalidOperationException(message, inner)),
        ["System.InvalidProgramException"] = new(static (message, inner) => new InvalidProgramException(message, inner)),
        ["System.InvalidTimeZoneException"] = new(static (message, inner) => new InvalidTimeZoneException(message, inner)),
        ["System.IO.DirectoryNotFoundException"] = new(static (message, inner) => new DirectoryNotFoundException(message, inner)),
        ["System.IO.DriveNotFoundException"] = new(static (message, inner) => new DriveNotFoundException(message, inner)),
        ["System.IO.EndOfStreamException"] = new(static (message, inner) => new EndOfStreamException(message, inner)),
        ["System.IO.FileLoadException"] = new(
            static (error, inners) => new FileLoadException(error.Message, error.Text(0), First(inners)), static exception => [(exception as FileLoadException)?.FileName]),
        ["System.IO.FileNotFoundException"] = new(
            static (error, inners) => new FileNotFoundException(error.Message, error.Text(0), First(inners)), static exception => [(exception as FileNotFoundException)?.FileName]),
        ["System.IO.InvalidDataException"] = new(static (message, inner) => new InvalidDataException(message, inner)),
        ["System.IO.IOException"] = new(static (message, inner) => new IOException(message, inner)),
        ["System.IO.PathTooLongException"] = new(static (message, inner) => new PathTooLongException(message, inner)),
        ["System.MemberAccessException"] = new(static (message, inner) => new MemberAccessException(message, inner)),
        ["System.MethodAccessException"] = new(static (message, inner) => new MethodAccessException(message, inner)),
        ["System.MissingFieldException"] = new(static (message, inner) => new MissingFieldException(message, inner)),
        ["System.MissingMemberException"] = new(static (message, inner) => new MissingMemberException(message, inner)),
        ["System.MissingMethodException"] = new(static (message, inner) => new MissingMethodException(message, inner)),
        ["System.Net.Http.HttpRequestException"] = new(
            static (error, inners) => new HttpRequestException((HttpRequestError)error.Number(0), error.Message, First(inners), error.Value(1) is int status ? (HttpStatusCode)status : null),
            static exception => exception is HttpRequestException http ? [(int)http.HttpRequestError, (int?)http.StatusCode] : []),
        ["System.Net.Sockets.SocketException"] = new(
            static (error, _) => new SocketException(error.Number(0), error.Message), static exception => [(int?)(exception as SocketException)?.SocketErrorCode]),
        ["System.NotImplementedException"] = new(static (message, inner) => new NotImplementedException(message, inner)),
        ["System.NotSupportedException"] = new(static (message, inner) => new NotSupportedException(message, inner)),
        ["System.NullReferenceException"] = new(static (message, inner) => new NullReferenceException(message, inner)),
        ["System.OutOfMemoryException"] = new(static (message, inner) => new OutOfMemoryException(message, inner)),
        ["System.OverflowException"] = new(static (message, inner) => new OverflowException(message, inner)),
        ["System.PlatformNotSupportedException"] = new(static (message, inner) => new PlatformNotSupportedException(message, inner)),
        ["System.RankException"] = new(static (message, inner) => new RankException(message, inner)),
        ["System.Reflection.TargetInvocationException"] = new(static (message, inner) => new TargetInvocationException(message, inner)),
        ["System.Runtime.InteropServices.COMException"] = new(static (message, inner) => new COMException(message, inner)),
        ["System.Runtime.InteropServices.ExternalException"] = new(static (message, inner) => new ExternalException(message, inner)),
        ["System.Runtime.InteropServices.MarshalDirectiveException"] = new(static (message, inner) => new MarshalDirectiveException(message, inner)),
        ["System.Runtime.InteropServices.SEHException"] = new(static (message, inner) => new SEHException(message, inner)),
        ["System.Runtime.Serialization.SerializationException"] = new(static (message, inner) => new SerializationException(message, inner)),
        ["System.Security.Cryptography.CryptographicException"] = new(static (message, inner) => new CryptographicException(message, inner)),
        ["System.Text.Json.JsonException"] = new(
            static (error, inners) => new JsonException(error.Message, error.Text(0), error.Optional(1), error.Optional(2), First(inners)),
            static exception => exception is JsonException json ? [json.Path, json.LineNumber, json.BytePositionInLine] : []),
        ["System.Threading.SynchronizationLockException"] = new(static (message, inner) => new SynchronizationLockException(message, inner)),
        ["System.TimeoutException"] = new(static (message, inner) => new TimeoutException(message, inner)),
        ["System.TimeZoneNotFoundException"] = new(static (message, inner) => new TimeZoneNotFoundException(message, inner)),
        ["System.TypeInitializationException"] = new(
            static (error, inners) => new TypeInitializationException(error.Text(0), First(inners)), static exception => [(exception as TypeInitializationException)?.TypeName]),
        ["System.UnauthorizedAccessException"] = new(static (message, inner) => new UnauthorizedAccessException(message, inner)),
        ["System.UriFormatException"] = new(static (message, inner) => new UriFormatException(message, inner)),
        ["System.Xml.XmlException"] = new(
            static (error, inners) => new XmlException(WithoutPosition(error), First(inners), error.Number(0), error.Number(1)),
            static exception => exception is XmlException xml ? [xml.LineNumber, xml.LinePosition] : []),
    };

    /// <summary>The worker's side: what an exception tells besides what all do.</summary>
    public static object?[] DetailsOf(Exception exception, string typeName)
    {
        if (!s_types.TryGetValue(typeName, out KnownException? type) || type.Details is null)
            return [];
        object?[] details = type.Details(exception);
        for (int i = 0; i < details.Length; i++)
            details[i] = RemoteValue.Of(details[i]);
        return details;
    }

    /// <summary>The caller's side: makes the exception; null where its type is none of these.</summary>
    public static Exception? TryMake(RemoteError error, IReadOnlyList<Exception> inners) =>
        s_types.TryGetValue(error.TypeName, out KnownException? type) ? type.Make(error, inners) : null;

    private static Exception? First(IReadOnlyList<Exception> inners) => inners.Count > 0 ? inners[0] : null;

    private static object?[] DetailsOfArgument(Exception exception) => exception switch
    {
        ArgumentOutOfRangeException range => [range.ParamName, range.ActualValue],
        ArgumentException argument => [argument.ParamName],
        _ => [],
    };

    // The message ends with those of the inner exceptions, which the constructor adds again.
    private static object?[] DetailsOfAggregate(Exception exception)
    {
        if (exception is not AggregateException aggregate)
            return [];
        string message = RemoteError.MessageOf(aggregate);
        string ofInners = string.Concat(aggregate.InnerExceptions.Select(static inner => $" ({RemoteError.MessageOf(inner)})"));
        return [message.EndsWith(ofInners, StringComparison.Ordinal) ? message[..^ofInners.Length] : message, aggregate.InnerExceptions.Count];
    }

    private static string OfAggregate(RemoteError error)
    {
        string message = error.Text(0) ?? error.Message;
        int left = error.Number(1) - error.Inners.Count;
        return left > 0 ? string.Create(CultureInfo.InvariantCulture, $"{message} (And {left} more, which were left behind.)") : message;
    }

    // The message ends with the parameter's name and the value, which the constructor adds again.
    private static string WithoutParameter(RemoteError error)
    {
        string message = error.Message;
        if (error.Value(1) is not null && message.LastIndexOf($"{Environment.NewLine}Actual value was ", StringComparison.Ordinal) is var end and > 0)
            message = message[..end];
        return error.Text(0) is { } name ? message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : message;
    }

    // The same with the position.
    private static string WithoutPosition(RemoteError error)
    {
        string position = string.Create(CultureInfo.InvariantCulture, $" Line {error.Number(0)}, position {error.Number(1)}.");
        return error.Message.EndsWith(position, StringComparison.Ordinal) ? error.Message[..^position.Length] : error.Message;
    }
}
