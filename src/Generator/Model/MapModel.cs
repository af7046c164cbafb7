namespace ParallelGen.Generator.Model;

/// <summary>A way to map a method. Arguments are named by their index among those that travel.</summary>
/// <param name="Property">The property of the method's class that gives the map.</param>
/// <param name="ClassName">The class nested in the method's class.</param>
/// <param name="Items">The arguments that differ from item to item.</param>
/// <param name="Fixed">The arguments that all items share.</param>
/// <param name="AreItemsColumns">Whether each argument of the items travels as a column of its own.</param>
internal sealed record MapModel(
    string Property, string ClassName, EquatableArray<int> Items, EquatableArray<int> Fixed, bool AreItemsColumns);
