using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ParallelGen.Encoding;

/// <summary>
/// Notes through which members an exception went while generated code wrote or read a value. The notes are taken in exception filters:
/// what does not fail pays nothing for them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemberTrail
{
    // A path that is longer shows its two ends.
    private const int MaxSteps = 24;

    private static readonly ConditionalWeakTable<Exception, MemberTrail> s_trails = [];

    // From the place of the failure outwards.
    private readonly List<Step> _steps = [];

    private MemberTrail()
    {
    }

    /// <summary>Notes a member of an object.</summary>
    /// <param name="exception">The exception that goes through it.</param>
    /// <param name="owner">The object that is written; null when one is read, or for a struct.</param>
    /// <param name="type">The name of its type.</param>
    /// <param name="member">The member's name; empty where the object itself failed.</param>
    /// <returns>Always false: the exception goes on.</returns>
    public static bool Note(Exception exception, object? owner, string type, string member) =>
        Add(exception, new Step(owner, type, member.Length == 0 ? "" : "." + member));

    /// <summary>Notes an element of a collection.</summary>
    /// <returns>Always false: the exception goes on.</returns>
    public static bool NoteElement(Exception exception, int index) =>
        Add(exception, new Step(null, null, string.Create(CultureInfo.InvariantCulture, $"[{index}]")));

    /// <summary>Notes an entry of a dictionary.</summary>
    /// <returns>Always false: the exception goes on.</returns>
    public static bool NoteEntry<TKey>(Exception exception, TKey key) =>
        Add(exception, new Step(null, null, key is string text ? $"[\"{text}\"]" : string.Create(CultureInfo.InvariantCulture, $"[{key}]")));

    /// <summary>The path that an exception took, for instance <c>Order.Customer.Name</c>; null for one that went through no member.</summary>
    internal static string? PathOf(Exception exception) => s_trails.TryGetValue(exception, out MemberTrail? trail) ? trail.Path() : null;

    /// <summary>Where an object leads back to itself, in words; null if none does.</summary>
    internal static string? CycleOf(Exception exception) => s_trails.TryGetValue(exception, out MemberTrail? trail) ? trail.Cycle() : null;

    private static bool Add(Exception exception, Step step)
    {
        s_trails.GetValue(exception, static _ => new MemberTrail())._steps.Add(step);
        return false;
    }

    private string Path() => Path(CycleEnd(out _));

    // The steps from the outermost down to one, which is an index in the list.
    private string Path(int end)
    {
        int count = _steps.Count - end;
        var path = new StringBuilder(_steps.FindLast(static step => step.Type is not null).Type);
        for (int i = 0; i < count; i++)
        {
            if (count > MaxSteps && i == MaxSteps / 2)
            {
                path.Append("...");
                i = count - MaxSteps / 2;
            }

            path.Append(_steps[_steps.Count - 1 - i].Text);
        }

        return path.ToString();
    }

    private string? Cycle()
    {
        int end = CycleEnd(out int begin);
        return begin < 0 ? null : $"{Path(end)} leads back to {(begin == _steps.Count - 1 ? _steps[begin].Type : Path(begin + 1))}";
    }

    // The step that leads to an object which was met before; 0, and no beginning, if there is none.
    private int CycleEnd(out int begin)
    {
        var met = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i].Owner is { } owner && !met.TryAdd(owner, i))
            {
                begin = met[owner];
                return i + 1;
            }
        }

        begin = -1;
        return 0;
    }

    private readonly record struct Step(object? Owner, string? Type, string Text);
}
