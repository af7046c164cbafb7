using System.Globalization;

namespace ParallelGen.Protocol;

/// <summary>The cultures that a pool's workers have: those of the thread that made the pool.</summary>
internal sealed record WorkerCulture(CultureInfo Formats, CultureInfo Texts)
{
    public static WorkerCulture OfThread => new(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    /// <summary>Whether the current thread has the same.</summary>
    public bool IsCurrent => IsSame(CultureInfo.CurrentCulture, Formats) && IsSame(CultureInfo.CurrentUICulture, Texts);

    /// <summary>Gives them to the current thread.</summary>
    public void Apply()
    {
        CultureInfo.CurrentCulture = Formats;
        CultureInfo.CurrentUICulture = Texts;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Formats.Name);
        writer.Write(Texts.Name);
    }

    public static WorkerCulture Read(BinaryReader reader) => Of(reader.ReadString(), reader.ReadString());

    public static WorkerCulture Of(string formats, string texts) => new(CultureInfo.GetCultureInfo(formats), CultureInfo.GetCultureInfo(texts));

    private static bool IsSame(CultureInfo one, CultureInfo other) => ReferenceEquals(one, other) || one.Name == other.Name;
}
