namespace ParallelGen.Protocol;

/// <summary>An exception on its way from a worker to its caller: text and numbers only. No type is ever made from a name on the wire.</summary>
internal sealed record RemoteError(
    RemoteErrorOrigin Origin, string TypeName, string Message, string StackTrace, string? ParameterName, string? MemberPath, RemoteError? Inner)
{
    // Bounds what a cyclic or endless chain of inner exceptions, or a huge message, can cost.
    private const int MaxInner = 8;
    private const int MaxText = 64 * 1024;

    public static RemoteError Of(Exception exception, RemoteErrorOrigin origin, int depth = 0) => new(
        origin,
        Bound(exception.GetType().FullName ?? exception.GetType().Name),
        Bound(MessageOf(exception)),
        Bound(exception.StackTrace ?? ""),
        (exception as ArgumentException)?.ParamName,
        MemberTrail.PathOf(exception) is { } path ? Bound(path) : null,
        exception.InnerException is { } inner && depth < MaxInner ? Of(inner, origin, depth + 1) : null);

    /// <summary>The same without its texts, where they are too large to travel.</summary>
    public RemoteError Shorten() => this with { Message = "", StackTrace = "", ParameterName = null, Inner = null };

    /// <summary>The error of an initializer that threw.</summary>
    public static RemoteError OfInitializer(string name, Exception exception) =>
        new(RemoteErrorOrigin.Initializer, "", name, "", null, null, Of(exception, RemoteErrorOrigin.Method, depth: 1));

    // A user's exception may throw from its own message.
    private static string MessageOf(Exception exception)
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

    public void Write(ref WireWriter writer)
    {
        writer.WriteByte((byte)Origin);
        writer.WriteString(TypeName);
        writer.WriteString(Message);
        writer.WriteString(StackTrace);
        writer.WriteString(ParameterName);
        writer.WriteString(MemberPath);
        writer.WriteBoolean(Inner is not null);
        Inner?.Write(ref writer);
    }

    public static RemoteError Read(ref WireReader reader, int depth = 0)
    {
        if (depth > MaxInner)
            throw new CallSerializationException("An exception from a worker has too many inner exceptions.");
        return new RemoteError((RemoteErrorOrigin)reader.ReadByte(), reader.ReadString() ?? "", reader.ReadString() ?? "", reader.ReadString() ?? "",
            reader.ReadString(), reader.ReadString(), reader.ReadBoolean() ? Read(ref reader, depth + 1) : null);
    }

    private static string Bound(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "...");
}
