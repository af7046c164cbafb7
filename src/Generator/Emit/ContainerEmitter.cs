using Microsoft.CodeAnalysis.Text;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the file of a type with marked methods.</summary>
internal static class ContainerEmitter
{
    public static SourceText Emit(ContainerModel container, AssemblyModel assembly)
    {
        var source = new SourceWriter();
        var values = new ValueEmitter(container.Codecs);
        FileHeader.Emit(source, container.Methods.SelectMany(static m => m.SilencedDiagnostics));

        if (container.HasShapes)
        {
            bool hasNamespace = container.Home.Namespace.Length > 0;
            if (hasNamespace)
                source.Open("namespace " + container.Home.Namespace);
            ShapeEmitter.EmitClass(source, container, assembly);
            if (hasNamespace)
                source.Close();
            source.Blank();
        }

        source.Open("namespace " + assembly.Namespace);
        for (int i = 0; i < container.Methods.Count; i++)
        {
            if (i > 0)
                source.Blank();
            if (container.Methods[i].IsInitializer)
                InitializerEmitter.Emit(source, container.Methods[i], values);
            else
                MethodEmitter.Emit(source, container.Methods[i], values);
        }

        if (container.Codecs.Count > 0)
        {
            source.Blank();
            CodecEmitter.Emit(source, container.Codecs, values);
        }

        return source.Close().ToSourceText();
    }
}
