using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Reach;

/// <summary>What is done with a variable, or with what it holds, at one place.</summary>
internal static class Access
{
    // The collections' methods can't be looked into; these change the collection.
    private static readonly HashSet<string> s_changing = new(StringComparer.Ordinal)
    {
        "Add", "AddAfter", "AddBefore", "AddFirst", "AddLast", "AddOrUpdate", "AddRange", "Append", "AppendFormat", "AppendJoin", "AppendLine",
        "Clear", "Dequeue", "Enqueue", "EnqueueRange", "ExceptWith", "GetOrAdd", "Insert", "InsertRange", "IntersectWith", "Pop", "Push",
        "PushRange", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange", "RemoveWhere", "Replace", "Reverse", "Set",
        "SetAll", "SetValue", "Sort", "SymmetricExceptWith", "Take", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith",
    };

    /// <summary>Whether a reference is there to change the variable, or something that is reached through it.</summary>
    public static bool IsWrite(IOperation reference)
    {
        for (IOperation current = reference; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment:
                    return assignment.Target == current;
                case IIncrementOrDecrementOperation:
                    return true;
                case IEventAssignmentOperation assignment:
                    return assignment.EventReference == current;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                    return true;
                case IInvocationOperation invocation when invocation.Instance == current:
                    return Changes(invocation.TargetMethod);
                case IConditionalAccessOperation access when access.Operation == current:
                    return access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(static o => o is IConditionalAccessInstanceOperation) is { } instance
                        && IsWrite(instance);
                case IMemberReferenceOperation member when member.Instance == current:
                case IArrayElementReferenceOperation element when element.ArrayReference == current:
                case IInlineArrayAccessOperation inline when inline.Instance == current:
                case IParenthesizedOperation or ITupleOperation or IConversionOperation { OperatorMethod: null }:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool Changes(IMethodSymbol method) =>
        s_changing.Contains(method.Name)
        && SymbolNames.IsFramework(method.ContainingAssembly)
        && method.ContainingNamespace.ToDisplayString() is "System" or "System.Text" or "System.Collections" or "System.Collections.Generic"
            or "System.Collections.Concurrent" or "System.Collections.ObjectModel" or "System.Collections.Specialized";
}
