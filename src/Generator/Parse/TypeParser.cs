using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides how the types of one method travel, and collects the codecs that they need.</summary>
internal sealed class TypeParser(Compilation compilation, CancellationToken cancellationToken)
{
    // Generic types can contain ever larger constructions of themselves; a graph that is deeper ends by this.
    private const int MaxDepth = 64;

    // Null while a type is being parsed: that is how recursive types end.
    private readonly Dictionary<string, CodecModel?> _codecs = new(StringComparer.Ordinal);
    private int _depth;

    public Compilation Compilation { get; } = compilation;

    /// <summary>The types that generated code names, apart from those of the framework.</summary>
    public HashSet<ISymbol> Named { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Why the last <see cref="Parse"/> that returned null did.</summary>
    public TypeRejection? Rejection { get; private set; }

    /// <summary>The codecs found so far, ordered by type.</summary>
    public EquatableArray<CodecModel> Codecs =>
        _codecs.Values.OfType<CodecModel>().OrderBy(static c => c.Type, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Finds out how a type travels; null if it can't.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">The members that led to it, or nothing.</param>
    public ValueModel? Parse(ITypeSymbol type, string path)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BoundaryRules.CheckAny(type, Compilation) is { } reason)
            return Reject<ValueModel>(type, path, reason);
        if (!SymbolNames.IsFramework(type.ContainingAssembly))
            Named.Add(type);
        if (WireScalar.Of(type) is { } scalar)
            return Scalar(type, scalar);
        if (CollectionParser.ContiguousElementOf(type) is { } element && WireScalar.Of(element) is { IsColumn: true })
            return Parse(element, path) is null ? null : Block(type, element);

        string key = SymbolNames.WithoutAnnotation(type);
        if (!_codecs.ContainsKey(key))
        {
            if (_depth == MaxDepth)
                return Reject<ValueModel>(type, path, $"it is nested deeper than {MaxDepth} types; use a flatter one");
            _codecs.Add(key, null);
            _depth++;
            CodecModel? codec = ParseCodec(type, key, path);
            _depth--;
            if (codec is null)
            {
                _codecs.Remove(key);
                return null;
            }

            _codecs[key] = codec;
        }

        return Value(type, WireForm.Codec, key, key);
    }

    public T? Reject<T>(ITypeSymbol type, string path, string reason)
        where T : class
    {
        string name = SymbolNames.InMessage(type);
        Rejection = new(path.Length == 0 ? name : $"{path}: {name}", reason);
        return null;
    }

    private CodecModel? ParseCodec(ITypeSymbol type, string key, string path)
    {
        string name = CodecNames.Of(type);
        if (type is IArrayTypeSymbol array)
            return Parse(array.ElementType, path) is { } element ? new ArrayCodec(key, name, element) : null;
        var named = (INamedTypeSymbol)type;
        if (named.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T)
            return Parse(named.TypeArguments[0], path) is { } value ? new NullableCodec(key, name, value) : null;
        if (CollectionParser.IsCollection(named))
            return CollectionParser.Parse(named, key, name, path, this);
        if (BoundaryRules.CheckObject(named) is { } reason)
            return Reject<CodecModel>(type, path, reason);
        return ObjectParser.Parse(named, key, name, path, this);
    }

    private static ValueModel Scalar(ITypeSymbol type, WireScalar scalar)
    {
        ValueModel value = Value(type, WireForm.Method, "Write" + scalar.Format, "Read" + scalar.Format) with { IsColumn = scalar.IsColumn };
        return type is INamedTypeSymbol { EnumUnderlyingType: { } underlying }
            ? value with { Form = WireForm.Enum, Underlying = SymbolNames.InCode(underlying) }
            : value;
    }

    private static ValueModel Block(ITypeSymbol type, ITypeSymbol element)
    {
        bool isArray = type.TypeKind is TypeKind.Array;
        if (element.SpecialType is SpecialType.System_Byte)
            return Value(type, WireForm.Method, "WriteBytes", isArray ? "ReadBytes" : "ReadByteList");
        string name = SymbolNames.InCode(element);
        return Value(type, WireForm.Method, $"WriteRaw<{name}>", isArray ? $"ReadRaw<{name}>" : $"ReadRawList<{name}>");
    }

    private static ValueModel Value(ITypeSymbol type, WireForm form, string write, string read) =>
        new(SymbolNames.InCode(type), form, write, read, Underlying: "", IsColumn: false,
            IsForgiven: type.IsReferenceType && type.NullableAnnotation is not NullableAnnotation.Annotated);
}
