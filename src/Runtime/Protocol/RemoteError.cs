namespace ParallelGen.Protocol;

/// <summary>An exception on its way from a worker to its caller: text and numbers only. No type is ever made from a name on the wire.</summary>
/// <param name="Origin">Where it arose.</param>
/// <param name="TypeName">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">Its stack; empty where it has none.</param>
/// <param name="MemberPath">The member that was encoded or decoded then; else null.</param>
/// <param name="HResult">Its code; where it arose in a source of the caller's, the number of the enumeration.</param>
/// <param name="Details">What else an exception of its type tells, if it is one of <see cref="KnownExceptions"/>: texts and simple values.</param>
/// <param name="Inners">Its inner exceptions: several of an <see cref="AggregateException"/> only.</param>
internal sealed record RemoteError(
    RemoteErrorOrigin Origin, string TypeName, string Message, string StackTrace, string? MemberPath, int HResult, IReadOnlyList<object?> Details, IReadOnlyList<RemoteError> Inners)
{
    /// <summary>The most inner exceptions of one error, in all.</summary>
    public const int MaxInners = 8;

    /// <summary>The most characters of a text.</summary>
    public const int MaxText = 64 * 1024;

    private const int MaxDetails = 4;
    private const string Ellipsis = "...";

    /// <summary>The inner exception, or the first of them.</summary>
    public RemoteError? Inner => Inners.Count > 0 ? Inners[0] : null;

    public static RemoteError Of(Exception exception, RemoteErrorOrigin origin)
    {
        int room = MaxInners;
        return Of(exception, origin, ref room);
    }

    /// <summary>The same without its texts, where they are too large to travel.</summary>
    public RemoteError Shorten() => this with { Message = "", StackTrace = "", Details = [], Inners = [] };

    /// <summary>The error of an initializer that threw.</summary>
    public static RemoteError OfInitializer(string name, Exception exception)
    {
        int room = MaxInners - 1;
        return new(RemoteErrorOrigin.Initializer, "", Bound(name), "", null, 0, [], [Of(exception, RemoteErrorOrigin.Method, ref room)]);
    }

    // The room bounds what a cyclic or endless chain, or a tree, of inner exceptions can cost.
    private static RemoteError Of(Exception exception, RemoteErrorOrigin origin, ref int room)
    {
        string typeName = exception.GetType().FullName ?? exception.GetType().Name;
        List<RemoteError> inners = [];
        foreach (Exception inner in InnersOf(exception))
        {
            if (room == 0)
                break;
            room--;
            inners.Add(Of(inner, origin, ref room));
        }
        return new(origin, Bound(typeName), Bound(MessageOf(exception)), Bound(StackOf(exception)),
            MemberTrail.PathOf(exception) is { } path ? Bound(path) : null, exception.HResult, KnownExceptions.DetailsOf(exception, typeName), inners);
    }

    private static IEnumerable<Exception> InnersOf(Exception exception) =>
        exception is AggregateException aggregate ? aggregate.InnerExceptions : exception.InnerException is { } inner ? Enumerable.Repeat(inner, 1) : [];

    /// <summary>The message of an exception. A user's own may throw from it.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception problem)
        {
            return $"(its message can't be read: {problem.GetType().Name})";
        }
    }

    private static string StackOf(Exception exception)
    {
        try
        {
            return exception.StackTrace ?? "";
        }
        catch (Exception problem)
        {
            return $"   (its stack can't be read: {problem.GetType().Name})";
        }
    }

    /// <summary>Cuts a text to what may travel.</summary>
    public static string Bound(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - Ellipsis.Length), Ellipsis);

    public void Write(ref WireWriter writer)
    {
        writer.WriteByte((byte)Origin);
        writer.WriteString(TypeName);
        writer.WriteString(Message);
        writer.WriteString(StackTrace);
        writer.WriteString(MemberPath);
        writer.WriteInt32(HResult);
        writer.WriteByte((byte)Details.Count);
        foreach (object? detail in Details)
            RemoteValue.Write(ref writer, detail);
        writer.WriteByte((byte)Inners.Count);
        foreach (RemoteError inner in Inners)
            inner.Write(ref writer);
    }

    /// <exception cref="CallSerializationException">It is none, or more than may travel.</exception>
    public static RemoteError Read(ref WireReader reader)
    {
        int room = MaxInners;
        return Read(ref reader, ref room);
    }

    // Checked here too: who wrote it may have gone wild.
    private static RemoteError Read(ref WireReader reader, ref int room)
    {
        var origin = (RemoteErrorOrigin)reader.ReadByte();
        string typeName = reader.ReadString(MaxText) ?? "", message = reader.ReadString(MaxText) ?? "", stackTrace = reader.ReadString(MaxText) ?? "";
        string? memberPath = reader.ReadString(MaxText);
        int hresult = reader.ReadInt32();
        int count = reader.ReadByte();
        if (count > MaxDetails)
            throw new CallSerializationException($"An exception from the other side has {count} details; the most is {MaxDetails}.");
        object?[] details = new object?[count];
        for (int i = 0; i < count; i++)
            details[i] = RemoteValue.Read(ref reader);
        int inner = reader.ReadByte();
        if (inner > room)
            throw new CallSerializationException($"An exception from the other side has more than {MaxInners} inner exceptions.");
        room -= inner;
        var inners = new RemoteError[inner];
        for (int i = 0; i < inner; i++)
            inners[i] = Read(ref reader, ref room);
        return new(origin, typeName, message, stackTrace, memberPath, hresult, details, inners);
    }

    /// <summary>A detail that is a text; null where it is none.</summary>
    public string? Text(int index) => index < Details.Count ? Details[index] as string : null;

    /// <summary>A detail that is a number; 0 where it is none.</summary>
    public int Number(int index) => Optional(index) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : 0;

    /// <summary>A detail that is a number, or null.</summary>
    public long? Optional(int index) => index >= Details.Count ? null : Details[index] switch { int value => value, long value => value, _ => null };

    /// <summary>A detail of any kind.</summary>
    public object? Value(int index) => index < Details.Count ? Details[index] : null;
}
