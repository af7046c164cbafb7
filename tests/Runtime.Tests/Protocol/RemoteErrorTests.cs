using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using ParallelGen.CompilerServices;
using ParallelGen.Protocol;

namespace ParallelGen.Tests.Protocol;

/// <summary>Exceptions on their way: what of them arrives, and what is refused.</summary>
public sealed class RemoteErrorTests
{
    private static readonly RemoteCallInfo s_info = new() { Method = "Work.M" };

    private delegate void Writing(ref WireWriter writer);

    public static TheoryData<Exception> Known =>
    [
        new AggregateException("several", new FormatException("first"), new KeyNotFoundException("second")),
        new AggregateException("none"),
        new ArgumentException("bad", "name"),
        new ArgumentException("bad", "name", new FormatException("inner")),
        new ArgumentNullException("name"),
        new ArgumentOutOfRangeException("name", 42, "too large"),
        new ArgumentOutOfRangeException("name", TimeSpan.FromSeconds(-1), null),
        new ArgumentOutOfRangeException("name", 2.5m, "too large"),
        new ArgumentOutOfRangeException("name", "text", "too long"),
        new ArgumentOutOfRangeException("name"),
        new BadImageFormatException("not an image", "a.dll", new FormatException("inner")),
        new COMException("com", unchecked((int)0x80004005)),
        new DirectoryNotFoundException("no directory"),
        new DllNotFoundException("no library"),
        new DivideByZeroException(),
        new EndOfStreamException("no more"),
        new EntryPointNotFoundException("no function"),
        new FileLoadException("can't load", "a.dll"),
        new FileNotFoundException("no file", "/somewhere/a.txt"),
        new HttpRequestException(HttpRequestError.ConnectionError, "no answer", new IOException("inner"), HttpStatusCode.BadGateway),
        new HttpRequestException("no answer"),
        new InvalidCastException("no cast", 77),
        new IOException("disk full", 112),
        new JsonException("no JSON", "$.a[1]", 3, 4),
        new JsonException("no JSON"),
        new MissingMethodException("no method"),
        new NotSupportedException("not supported"),
        new OverflowException("too much"),
        new PathTooLongException("too long"),
        new PlatformNotSupportedException("not here"),
        new SEHException("native"),
        new SocketException((int)SocketError.ConnectionRefused),
        new TimeoutException("late"),
        new TypeInitializationException("Some.Type", new FormatException("inner")),
        new UnauthorizedAccessException("not allowed"),
        new Win32Exception(2),
        new XmlException("no XML", new FormatException("inner"), 3, 4),
    ];

    [Fact]
    public void A_registered_exception_whose_constructor_throws_comes_as_a_remote_one()
    {
        var registered = new UnmakableException("on purpose");
        RemoteExceptionRegistry.Add(typeof(UnmakableException).FullName!, static (_, _) => throw new InvalidOperationException("not made"));
        Exception made = RemoteExceptions.Make(RemoteError.Of(registered, RemoteErrorOrigin.Method), s_info);
        Assert.Contains("on purpose", Assert.IsType<RemoteCallException>(made).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void A_known_exception_arrives_with_all_that_it_tells(Exception exception)
    {
        Exception arrived = Make(exception);
        Assert.Equal(Told(exception), Told(arrived));
        Assert.NotSame(exception, arrived);
    }

    [Fact]
    public void An_actual_value_of_any_other_type_arrives_as_its_text()
    {
        Assert.Equal("Friday", Range(DayOfWeek.Friday).ActualValue);
        Assert.Equal(new Version(1, 2).ToString(), Range(new Version(1, 2)).ActualValue);
        Assert.Contains(nameof(FormatException), Assert.IsType<string>(Range(new Unreadable()).ActualValue), StringComparison.Ordinal);

        static ArgumentOutOfRangeException Range(object value)
        {
            RemoteError error = RemoteError.Of(new ArgumentOutOfRangeException("name", value, "wrong"), RemoteErrorOrigin.Method);
            return Assert.IsType<ArgumentOutOfRangeException>(RemoteExceptions.Make(Decode(Encode(error.Write)), s_info));
        }
    }

    [Fact]
    public void The_code_of_any_known_exception_arrives()
    {
        Assert.Equal(1234, Make(new TimeoutException("late") { HResult = 1234 }).HResult);
        // What says nothing of the method keeps its own.
        Assert.NotEqual(1234, Make(new Exception("any") { HResult = 1234 }).HResult);
    }

    [Fact]
    public void Only_types_of_the_table_are_made_from_a_name()
    {
        foreach (string name in (string[])["System.Diagnostics.Process", "ParallelGen.CallTimeoutException", "System.ObjectDisposedException", "System.Threading.Tasks.TaskCanceledException"])
            Assert.IsType<RemoteCallException>(RemoteExceptions.Make(new RemoteError(RemoteErrorOrigin.Method, name, "m", "s", null, 0, [], []), s_info));
        Assert.IsType<RemoteCallException>(Make(new Derived()));
    }

    [Fact]
    public void A_known_name_with_the_details_of_another_makes_that_exception_still()
    {
        foreach (Exception known in Known.Select(static row => row.Data))
        {
            var error = new RemoteError(RemoteErrorOrigin.Method, known.GetType().FullName!, "m", "", null, 0, [DateTime.MaxValue, long.MinValue, "x", null], []);
            Assert.IsType(known.GetType(), RemoteExceptions.Make(error, s_info));
            Assert.IsType(known.GetType(), RemoteExceptions.Make(error with { Details = [] }, s_info));
        }
    }

    [Fact]
    public void Errors_travel_with_their_inner_ones_and_within_bounds()
    {
        Exception exception = new ArgumentException("last", new string('p', 100_000));
        for (int i = 0; i < 7; i++)
            exception = new InvalidOperationException(new string('x', 100_000), exception);
        byte[] bytes = Encode(RemoteError.Of(exception, RemoteErrorOrigin.Method).Write);
        Assert.InRange(bytes.Length, 1, 10 * 70_000);
        RemoteError? error = Decode(bytes);
        Assert.Equal(RemoteError.MaxText, error.Message.Length);
        for (int depth = 0; depth < 7; depth++)
            error = error!.Inner;
        Assert.Equal(RemoteError.MaxText, error!.Text(0)!.Length);
        Assert.Null(error.Inner);

        for (int i = 0; i < 50; i++)
            exception = new InvalidOperationException("outer", exception);
        Assert.Equal(RemoteError.MaxInners, CountInners(Decode(Encode(RemoteError.Of(exception, RemoteErrorOrigin.Method).Write))));
    }

    [Fact]
    public void An_aggregate_of_many_says_how_many_were_left_behind()
    {
        var many = new AggregateException("many", Enumerable.Range(0, 20).Select(static number => new FormatException($"number {number}")));
        var arrived = Assert.IsType<AggregateException>(Make(many));
        Assert.Equal(RemoteError.MaxInners, arrived.InnerExceptions.Count);
        Assert.StartsWith("many (And 12 more, which were left behind.) (number 0)", arrived.Message, StringComparison.Ordinal);
        // A tree shares the same room.
        RemoteError tree = Decode(Encode(RemoteError.Of(new AggregateException(many, many, many), RemoteErrorOrigin.Method).Write));
        Assert.Equal(RemoteError.MaxInners, CountInners(tree));
    }

    [Fact]
    public void What_is_longer_than_may_travel_is_refused()
    {
        var valid = new RemoteError(RemoteErrorOrigin.Method, "T", "m", "s", "p", 1, ["name"], []);
        string most = new('ü', RemoteError.MaxText), tooLong = most + "x", notUtf8 = new('\uD800', RemoteError.MaxText + 1);
        Assert.Equal(most, Decode(Encode((valid with { Message = most }).Write)).Message);
        foreach (string text in (string[])[tooLong, notUtf8, new string('x', 1 << 20)])
        {
            Refuses(valid with { TypeName = text });
            Refuses(valid with { Message = text });
            Refuses(valid with { StackTrace = text });
            Refuses(valid with { MemberPath = text });
            Refuses(valid with { Details = [text] });
        }
        Refuses(valid with { Details = [1, 2, 3, 4, 5] });
        Refuses(valid with { Inners = [.. Enumerable.Repeat(valid, 9)] });
        Refuses(valid with { Inners = [valid, valid with { Inners = [.. Enumerable.Repeat(valid, 7)] }] });
        RemoteError deep = valid;
        for (int i = 0; i < 9; i++)
            deep = valid with { Inners = [deep] };
        Refuses(deep);
    }

    private static void Refuses(RemoteError error)
    {
        byte[] bytes = Encode(error.Write);
        Assert.Throws<CallSerializationException>(() => Decode(bytes));
    }

    private static int CountInners(RemoteError error) => error.Inners.Sum(static inner => 1 + CountInners(inner));

    private static Exception Make(Exception exception) =>
        RemoteExceptions.Make(Decode(Encode(RemoteError.Of(exception, RemoteErrorOrigin.Method).Write)), s_info);

    private static RemoteError Decode(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        RemoteError error = RemoteError.Read(ref reader);
        Assert.True(reader.End);
        return error;
    }

    private static byte[] Encode(Writing write)
    {
        using var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        write(ref writer);
        PayloadBuffer.Complete(ref writer);
        var bytes = new List<byte>();
        for (int i = 0; i < payload.SegmentCount; i++)
            bytes.AddRange(payload[i]);
        return [.. bytes];
    }

    // Every public property, so that one more of a later framework is not forgotten; what belongs to the place where it was thrown is left out.
    private static SortedDictionary<string, object?> Told(Exception exception)
    {
        var told = new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["type"] = exception.GetType() };
        foreach (System.Reflection.PropertyInfo property in exception.GetType().GetProperties())
        {
            if (property.Name is nameof(Exception.StackTrace) or nameof(Exception.TargetSite) or nameof(Exception.Source) or nameof(Exception.Data))
                continue;
            object? value = property.GetValue(exception);
            told[property.Name] = value switch
            {
                Exception inner => $"{inner.GetType()}: {inner.Message}",
                IEnumerable<Exception> inners => string.Join(", ", inners.Select(static inner => $"{inner.GetType()}: {inner.Message}")),
                _ => value,
            };
        }
        return told;
    }

    private sealed class Derived() : TimeoutException("late");

    private sealed class Unreadable
    {
        public override string ToString() => int.Parse("no number", CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private sealed class UnmakableException(string message) : Exception(message);
}
