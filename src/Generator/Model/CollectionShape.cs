namespace ParallelGen.Generator.Model;

/// <summary>How a collection is gone through and made again, as code. What is written is <c>value</c>, what is made <c>made</c>.</summary>
/// <param name="Nothing">The condition under which there is no collection; empty where there always is one.</param>
/// <param name="Source">The expression whose elements are written, looked at once.</param>
/// <param name="Count">The number of elements of <c>source</c>.</param>
/// <param name="Made">Makes what <c>count</c> elements are put into.</param>
/// <param name="Add">The statement that adds <c>element</c>, or <c>key</c> and <c>entry</c>.</param>
/// <param name="Finished">The collection, when all are in.</param>
/// <param name="Comparer">The method that writes the comparer of strings, with its argument; empty where it does not travel.</param>
/// <param name="FixedCount">The number of elements where the type says it; otherwise 0.</param>
internal sealed record CollectionShape(
    string Nothing, string Source, string Count, string Made, string Add, string Finished, string Comparer, int FixedCount);
