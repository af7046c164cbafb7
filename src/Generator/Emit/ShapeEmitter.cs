using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the class of extension methods.</summary>
internal static class ShapeEmitter
{
    public static void EmitClass(SourceWriter source, ContainerModel container, AssemblyModel assembly)
    {
        source
            .Lines($"/// <summary>Calls of the marked methods of <see cref=\"{container.Home.Reference}\"/> in a process pool.</summary>")
            .Lines(Names.GeneratedCode);
        if (container.IsPublic && assembly.IsClsCompliant)
            source.Lines("[global::System.CLSCompliant(false)]");
        source.Open($"{Accessibility(container.IsPublic)} static class {container.Home.ExtensionsClass}");
        bool isFirst = true;
        foreach (MethodModel method in container.Methods)
        {
            foreach (ShapeModel shape in method.Shapes)
            {
                if (!isFirst)
                    source.Blank();
                isFirst = false;
                EmitMethod(source, method, shape, assembly.Namespace);
            }
        }

        source.Close();
    }

    private static void EmitMethod(SourceWriter source, MethodModel method, ShapeModel shape, string generatedNamespace)
    {
        EmitDocumentation(source, method.DocumentationId, shape);
        foreach (string attribute in method.Attributes)
            source.Lines(attribute);
        if (shape.Priority != 0)
            source.Lines($"[global::System.Runtime.CompilerServices.OverloadResolutionPriority({shape.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture)})]");
        source
            .Lines($"{Accessibility(method.IsPublic)} static {shape.ReturnType} {shape.Name}(")
            .Continue(string.Join(",\n", shape.Parameters.Select(Parameter)) + ") =>")
            .Continue($"{Names.Services}PoolCalls.{shape.Call}({Arguments(shape, generatedNamespace)});");
    }

    private static string Arguments(ShapeModel shape, string generatedNamespace)
    {
        string target = $"global::{generatedNamespace}.{shape.Target}.Instance";
        return string.Join(", ", shape.Arguments.Take(1).Concat([target]).Concat(shape.Arguments.Skip(1)));
    }

    private static string Parameter(ShapeParameter parameter, int index)
    {
        string modifier = index == 0 ? "this " : "";
        string attribute = parameter.Attribute.Length == 0 ? "" : parameter.Attribute + " ";
        string defaultValue = parameter.Default is null ? "" : " = " + parameter.Default;
        return $"{attribute}{modifier}{parameter.Type} {parameter.Name}{defaultValue}";
    }

    private static void EmitDocumentation(SourceWriter source, string id, ShapeModel shape)
    {
        string summary = string.Format(System.Globalization.CultureInfo.InvariantCulture, shape.Summary, $"<see cref=\"{id}\"/>");
        source.Lines($"/// <summary>{summary} {Inherit(id, "summary")}</summary>");
        foreach (ShapeParameter parameter in shape.Parameters)
        {
            string inherited = parameter.Source is null ? "" : Inherit(id, $"param[@name='{parameter.Source}']");
            source.Lines($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{parameter.Summary}{inherited}</param>");
        }
    }

    private static string Inherit(string id, string path) => $"<inheritdoc cref=\"{id}\" path=\"/{path}/node()\"/>";

    private static string Accessibility(bool isPublic) => isPublic ? "public" : "internal";
}
