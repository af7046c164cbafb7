using System.Diagnostics;
using System.Globalization;

namespace ParallelGen.Protocol;

/// <summary>
/// What a call takes along of its caller besides its arguments: the activity to which it belongs, and the culture. It stands before the
/// arguments where the request has <see cref="FrameFlags.Context"/>: most calls have none.
/// </summary>
internal sealed record CallContext(string? TraceParent, string? TraceState, string Culture, string UICulture)
{
    // Blocks of the arguments lie at multiples of this; those that were encoded before know nothing of what stands before them.
    private const int Alignment = 8;

    /// <summary>The context of the current code; null where it has no activity, and the cultures that the pool's workers have anyway.</summary>
    public static CallContext? Capture(WorkerCulture culture)
    {
        Activity? activity = Activity.Current;
        return activity is null && culture.IsCurrent
            ? null
            : new CallContext(activity?.Id, activity?.TraceStateString, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name);
    }

    public void Write(ref WireWriter writer)
    {
        writer.WriteString(TraceParent);
        writer.WriteString(TraceState);
        writer.WriteString(Culture);
        writer.WriteString(UICulture);
        while (writer.Length % Alignment != 0)
            writer.WriteNil();
    }

    public static CallContext Read(ref WireReader reader)
    {
        var context = new CallContext(reader.ReadString(), reader.ReadString(), reader.ReadString() ?? "", reader.ReadString() ?? "");
        while (reader.Consumed % Alignment != 0)
        {
            if (!reader.TryReadNil())
                throw new CallSerializationException("The context of a call is malformed.");
        }
        return context;
    }
}
