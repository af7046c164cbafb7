namespace ParallelGen.Generator.Model;

/// <summary>One generated extension method on <c>ProcessPool</c>.</summary>
/// <param name="Name">The method's name, escaped.</param>
/// <param name="ReturnType">What it returns.</param>
/// <param name="Parameters">All parameters in order, the pool first.</param>
/// <param name="Priority">Its rank among overloads.</param>
/// <param name="Call">The method of <c>PoolCalls</c> that does it.</param>
/// <param name="Target">The class under the generated namespace whose instance that method gets.</param>
/// <param name="Arguments">What else that method gets.</param>
/// <param name="Summary">The first sentence of its documentation.</param>
/// <param name="Signature">Equal to another shape's if the compiler would not tell the two apart.</param>
internal sealed record ShapeModel(
    string Name,
    string ReturnType,
    EquatableArray<ShapeParameter> Parameters,
    int Priority,
    string Call,
    string Target,
    EquatableArray<string> Arguments,
    string Summary,
    string Signature);
