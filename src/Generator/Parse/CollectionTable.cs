using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>
/// The framework's collections: how each is gone through, and made again. <c>{T}</c> is the collection's type, <c>{E}</c> its element,
/// <c>{K}</c> and <c>{V}</c> the parts of an entry, <c>{C}</c> the comparer of strings as one more argument, <c>{c}</c> as the only or first.
/// </summary>
internal static class CollectionTable
{
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Array = "global::System.GC.AllocateUninitializedArray<{E}>(count)";
    private const string List = "new global::System.Collections.Generic.List<{E}>(count)";
    private const string Set = "new global::System.Collections.Generic.HashSet<{E}>(count{C})";
    private const string Dictionary = "new global::System.Collections.Generic.Dictionary<{K}, {V}>(count{C})";
    private const string InOrder = "made[index] = element;";
    private const string Backwards = "made[count - 1 - index] = element;";
    private const string Snapshot = "value.ToArray()";
    private const string Copy = "global::System.Linq.Enumerable.ToArray(value)";
    private const string Equality = "writer.WriteComparer(source.{P});";
    private const string Order = "writer.WriteOrder(source.{P});";

    private static readonly Dictionary<string, CollectionShape> s_shapes = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = Shape("new {T}(count)", "made.Add(element);"),
        ["System.Collections.Generic.HashSet`1"] = Shape("new {T}(count{C})", "made.Add(element);", comparer: Equality),
        ["System.Collections.Generic.SortedSet`1"] = Shape("new {T}({c})", "made.Add(element);", comparer: Order),
        ["System.Collections.Generic.Queue`1"] = Shape("new {T}(count)", "made.Enqueue(element);"),
        ["System.Collections.Generic.Stack`1"] = Shape(Array, Backwards, "new {T}(made)"),
        ["System.Collections.Generic.LinkedList`1"] = Shape("new {T}()", "made.AddLast(element);"),
        ["System.Collections.Generic.Dictionary`2"] = Entries("new {T}(count{C})", comparer: Equality),
        ["System.Collections.Generic.OrderedDictionary`2"] = Entries("new {T}(count{C})", comparer: Equality),
        ["System.Collections.Generic.SortedDictionary`2"] = Entries("new {T}({c})", comparer: Order),
        ["System.Collections.Generic.SortedList`2"] = Entries("new {T}(count{C})", comparer: Order),
        ["System.Collections.ObjectModel.Collection`1"] = Shape(List, "made.Add(element);", "new {T}(made)"),
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = Shape(List, "made.Add(element);", "new {T}(made)"),
        ["System.Collections.ObjectModel.ObservableCollection`1"] = Shape("new {T}()", "made.Add(element);"),
        ["System.Collections.ObjectModel.ReadOnlyObservableCollection`1"] =
            Shape("new global::System.Collections.ObjectModel.ObservableCollection<{E}>()", "made.Add(element);", "new {T}(made)"),
        ["System.Collections.ObjectModel.ReadOnlySet`1"] = Shape("new global::System.Collections.Generic.HashSet<{E}>(count)", "made.Add(element);", "new {T}(made)"),
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] =
            Entries("new global::System.Collections.Generic.Dictionary<{K}, {V}>(count)", "new {T}(made)"),
        ["System.Collections.Immutable.ImmutableArray`1"] = Shape(
            Array, InOrder, "global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(made)", count: "Length", nothing: "value.IsDefault"),
        ["System.Collections.Immutable.ImmutableList`1"] = Shape(Array, InOrder, Immutable + "ImmutableList.CreateRange(made)"),
        ["System.Collections.Immutable.ImmutableQueue`1"] = Shape(Array, InOrder, Immutable + "ImmutableQueue.CreateRange(made)", Copy, "Length"),
        ["System.Collections.Immutable.ImmutableStack`1"] = Shape(Array, Backwards, Immutable + "ImmutableStack.CreateRange(made)", Copy, "Length"),
        ["System.Collections.Immutable.ImmutableHashSet`1"] =
            Shape(Array, InOrder, Immutable + "ImmutableHashSet.CreateRange<{E}>({n}, made)", comparer: Equality, comparerProperty: "KeyComparer"),
        ["System.Collections.Immutable.ImmutableSortedSet`1"] =
            Shape(Array, InOrder, Immutable + "ImmutableSortedSet.CreateRange<{E}>({n}, made)", comparer: Order, comparerProperty: "KeyComparer"),
        ["System.Collections.Immutable.ImmutableDictionary`2"] =
            Entries(Immutable + "ImmutableDictionary.CreateBuilder<{K}, {V}>({c})", "made.ToImmutable()", comparer: Equality, comparerProperty: "KeyComparer"),
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] =
            Entries(Immutable + "ImmutableSortedDictionary.CreateBuilder<{K}, {V}>({c})", "made.ToImmutable()", comparer: Order, comparerProperty: "KeyComparer"),
        ["System.Collections.Frozen.FrozenSet`1"] =
            Shape(Set, "made.Add(element);", "global::System.Collections.Frozen.FrozenSet.ToFrozenSet(made{C})", comparer: Equality),
        ["System.Collections.Frozen.FrozenDictionary`2"] =
            Entries(Dictionary, "global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(made{C})", comparer: Equality),
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = Shape("new {T}()", "made.Enqueue(element);", "made", Snapshot, "Length"),
        ["System.Collections.Concurrent.ConcurrentStack`1"] = Shape(Array, Backwards, "new {T}(made)", Snapshot, "Length"),
        ["System.Collections.Concurrent.ConcurrentBag`1"] = Shape(Array, Backwards, "new {T}(made)", Snapshot, "Length"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] =
            Entries("new {T}({c})", "made", Snapshot, "Length", comparer: Equality.Replace("source", "value")),
        ["System.Memory`1"] = Shape(Array, InOrder, "new {T}(made)", "value.Span", "Length", nothing: ""),
        ["System.ReadOnlyMemory`1"] = Shape(Array, InOrder, "new {T}(made)", "value.Span", "Length", nothing: ""),
        ["System.ArraySegment`1"] = Shape(Array, InOrder, "new {T}(made)", nothing: "value.Array is null"),
    };

    /// <summary>An array.</summary>
    public static CollectionShape OfArray { get; } = Shape(Array, InOrder, count: "Length");

    /// <summary>A collection of the user's own, without members beside its elements.</summary>
    public static CollectionShape OfOwnList { get; } =
        Shape("new {T}()", "((global::System.Collections.Generic.ICollection<{E}>)made).Add(element);", "made", "global::System.Linq.Enumerable.ToArray<{E}>(value)", "Length");

    /// <summary>A dictionary of the user's own.</summary>
    public static CollectionShape OfOwnDictionary { get; } = Shape(
        "new {T}()", "((global::System.Collections.Generic.IDictionary<{K}, {V}>)made)[key] = entry;", "made",
        "global::System.Linq.Enumerable.ToArray<global::System.Collections.Generic.KeyValuePair<{K}, {V}>>(value)", "Length");

    public static CollectionShape? Find(string? metadataName) =>
        metadataName is not null && s_shapes.TryGetValue(metadataName, out CollectionShape? shape) ? shape : null;

    /// <summary>An inline array, whose length its type says.</summary>
    public static CollectionShape OfInlineArray(int length) =>
        Shape("default({T})", InOrder, nothing: "") with { Count = length.ToString(System.Globalization.CultureInfo.InvariantCulture), FixedCount = length };

    /// <summary>The class that stands for an interface; nothing where it is an array, null for any other type.</summary>
    public static string? StandInOf(string? metadataName) => metadataName switch
    {
        "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.IReadOnlyList`1" => "",
        "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IList`1" => "System.Collections.Generic.List`1",
        "System.Collections.Generic.ISet`1" or "System.Collections.Generic.IReadOnlySet`1" => "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2" => "System.Collections.Generic.Dictionary`2",
        "System.Collections.Immutable.IImmutableList`1" => "System.Collections.Immutable.ImmutableList`1",
        "System.Collections.Immutable.IImmutableSet`1" => "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Immutable.IImmutableQueue`1" => "System.Collections.Immutable.ImmutableQueue`1",
        "System.Collections.Immutable.IImmutableStack`1" => "System.Collections.Immutable.ImmutableStack`1",
        "System.Collections.Immutable.IImmutableDictionary`2" => "System.Collections.Immutable.ImmutableDictionary`2",
        _ => null,
    };

    private static CollectionShape Entries(
        string made, string finished = "made", string source = "value", string count = "Count", string comparer = "", string comparerProperty = "Comparer") =>
        Shape(made, "made[key] = entry;", finished, source, count, comparer: comparer, comparerProperty: comparerProperty);

    private static CollectionShape Shape(
        string made, string add, string finished = "made", string source = "value", string count = "Count", string? nothing = null,
        string comparer = "", string comparerProperty = "Comparer") =>
        new(nothing ?? "value is null", source, "source." + count, made, add, finished, comparer.Replace("{P}", comparerProperty), FixedCount: 0);
}
