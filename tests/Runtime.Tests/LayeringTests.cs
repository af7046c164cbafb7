using System.Reflection;

namespace ParallelGen.Tests;

/// <summary>A folder uses those below it, never one above (docs/architecture.md): by bases, fields, signatures and locals.</summary>
public sealed class LayeringTests
{
    // From the top. The public face, generated code's own and what the hook starts stand above or beside the others.
    private static readonly string[] s_layers =
    [
        "ParallelGen.Dispatch.Maps", "ParallelGen.Dispatch", "ParallelGen.Supervision", "ParallelGen.Supervision.Launch", "ParallelGen.Supervision.Output",
        "ParallelGen.Worker", "ParallelGen.Lanes", "ParallelGen.Diagnostics", "ParallelGen.Transport.SharedMemory", "ParallelGen.Transport.Sockets", "ParallelGen.Transport.InProcess", "ParallelGen.Transport", "ParallelGen.Protocol", "ParallelGen.Encoding", "ParallelGen.Platform",
    ];

    [Fact]
    public void No_folder_uses_one_above_it()
    {
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in typeof(ProcessPool).Assembly.GetTypes())
        {
            foreach (Type used in UsedBy(type))
                Check(type, used, violations);
        }
        Assert.Empty(violations);
    }

    private static void Check(Type type, Type used, SortedSet<string> violations)
    {
        int from = Array.IndexOf(s_layers, type.Namespace), to = Array.IndexOf(s_layers, used.Namespace);
        if (from >= 0 && to >= 0 && to < from)
            violations.Add($"{type.FullName} uses {used.FullName}");
    }

    private static IEnumerable<Type> UsedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type?> used =
        [
            type.BaseType, .. type.GetInterfaces(),
            .. type.GetFields(all).Select(field => field.FieldType),
            .. type.GetMethods(all).SelectMany(method => Signature(method).Append(method.ReturnType)),
            .. type.GetConstructors(all).SelectMany(Signature),
        ];
        return used.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. (method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType),
    ];

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
