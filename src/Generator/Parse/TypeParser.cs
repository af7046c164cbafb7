using System.Collections.Immutable;
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
    private readonly FormatterParser _formatters = new(compilation);
    private readonly SortedSet<string> _leftBehind = new(StringComparer.Ordinal);
    private int _depth;

    public Compilation Compilation { get; } = compilation;

    /// <summary>The types that generated code names, apart from those of the framework.</summary>
    public HashSet<ISymbol> Named { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the type is part of one with a contract of MessagePack-CSharp, whose bytes have no extensions of ours.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>Why the last <see cref="Parse"/> that returned null did.</summary>
    public TypeRejection? Rejection { get; private set; }

    /// <summary>The members that look as if they were state, and do not travel.</summary>
    public IEnumerable<string> LeftBehind => _leftBehind;

    /// <summary>The codecs found so far, ordered by type.</summary>
    public EquatableArray<CodecModel> Codecs =>
        _codecs.Values.OfType<CodecModel>().OrderBy(static c => c.Key, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Finds out how a type travels; null if it can't.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">The members that led to it, or nothing.</param>
    /// <param name="attributes">The attributes of the place where it stands, which may name a formatter.</param>
    public ValueModel? Parse(ITypeSymbol type, string path, ImmutableArray<AttributeData> attributes = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (BoundaryRules.CheckAny(type, Compilation) is { } unreachable)
            return Reject<ValueModel>(type, path, unreachable);
        if (!SymbolNames.IsFramework(type.ContainingAssembly))
            Named.Add(type);
        if (_formatters.Find(type, attributes, out string? misfit) is { } formatter)
            return ParseFormatted(type, formatter);
        if ((misfit ?? BoundaryRules.CheckValue(type)) is { } reason)
            return Reject<ValueModel>(type, path, reason);
        if (WireScalar.Of(type, IsPlain) is { } scalar)
            return Scalar(type, scalar);
        if (!IsPlain && RawLayout.IsRaw(type, Compilation))
            return Raw(type, $"WriteRawValue<{SymbolNames.InCode(type)}>", $"ReadRawValue<{SymbolNames.InCode(type)}>") with { IsColumn = true };
        if (CollectionParser.ContiguousElementOf(type) is { } element && IsBlock(element))
            return Parse(element, path) is null ? null : Block(type, element);
        return ParseByCodec(type, path);
    }

    /// <summary>Whether elements of a type that lie side by side travel as one block of memory.</summary>
    public bool IsBlock(ITypeSymbol element) =>
        element.SpecialType is SpecialType.System_Byte || (!IsPlain && IsRaw(element) && _formatters.Find(element, default, out _) is null);

    /// <summary>Finds out how an object travels member by member, whatever else its type stands for.</summary>
    public ValueModel? ParseItself(INamedTypeSymbol type, string path) => ParseByCodec(type, path, asItself: true);

    public T? Reject<T>(ITypeSymbol type, string path, string reason)
        where T : class
    {
        string name = SymbolNames.InMessage(type);
        Rejection = new(path.Length == 0 ? name : $"{path}: {name}", reason);
        return null;
    }

    /// <summary>Notes a member that looks as if it were state, and does not travel.</summary>
    public void LeaveBehind(string path) => _leftBehind.Add(path);

    private ValueModel? ParseByCodec(ITypeSymbol type, string path, bool asItself = false)
    {
        bool isContract = type is INamedTypeSymbol named && ContractParser.IsContract(named);
        string code = SymbolNames.WithoutAnnotation(type);
        string key = code + (IsPlain || isContract ? " plainly" : "") + (asItself ? " itself" : "");
        if (!_codecs.ContainsKey(key))
        {
            if (_depth == MaxDepth)
                return Reject<ValueModel>(type, path, $"it is nested deeper than {MaxDepth} types; use a flatter one");
            bool wasPlain = IsPlain;
            IsPlain |= isContract;
            _codecs.Add(key, null);
            _depth++;
            CodecModel? codec = ParseCodec(type, new CodecIdentity(key, code, CodecNames.Of(type)), path, asItself);
            _depth--;
            IsPlain = wasPlain;
            if (codec is null)
            {
                _codecs.Remove(key);
                return null;
            }

            _codecs[key] = codec;
        }

        return Value(type, SymbolNames.IsAnnotated(type) ? SymbolNames.InCode(type) : code, WireForm.Codec, key, key);
    }

    private CodecModel? ParseCodec(ITypeSymbol type, CodecIdentity codec, string path, bool asItself)
    {
        if (type is IArrayTypeSymbol { IsSZArray: false } grid)
            return CollectionParser.ParseGrid(grid, codec, path, this);
        if (type is IArrayTypeSymbol array)
            return CollectionParser.ParseArray(array, codec, path, this);
        var named = (INamedTypeSymbol)type;
        if (named.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T)
            return Parse(named.TypeArguments[0], path) is { } value ? new NullableCodec(codec.Key, codec.Type, codec.Name, value) : null;
        if (CollectionParser.IsCollection(named, Compilation))
            return CollectionParser.Parse(named, codec, path, this);
        if (!asItself && UnionParser.Find(named) is { } union)
            return union.Parse(codec, path, this);
        if (BoundaryRules.CheckObject(named) is { } reason)
            return Reject<CodecModel>(type, path, reason);
        return ContractParser.IsContract(named)
            ? ContractParser.Parse(named, codec, path, this)
            : ObjectParser.Parse(named, codec, path, this);
    }

    private bool IsRaw(ITypeSymbol element) => WireScalar.Of(element, isPlain: false)?.IsColumn ?? RawLayout.IsRaw(element, Compilation);

    private static ValueModel ParseFormatted(ITypeSymbol type, string formatter)
    {
        string arguments = $"<{formatter}, {SymbolNames.WithoutAnnotation(type)}>";
        return Value(type, WireForm.Method, "WriteFormatted" + arguments, "ReadFormatted" + arguments);
    }

    private static ValueModel Scalar(ITypeSymbol type, WireScalar scalar)
    {
        ValueModel value = Value(type, WireForm.Method, "Write" + scalar.Writer, "Read" + scalar.Reader) with { IsColumn = scalar.IsColumn };
        return type is INamedTypeSymbol { EnumUnderlyingType: { } underlying }
            ? value with { Form = WireForm.Enum, Underlying = SymbolNames.InCode(underlying) }
            : value;
    }

    private static ValueModel Block(ITypeSymbol type, ITypeSymbol element)
    {
        bool isArray = type.TypeKind is TypeKind.Array;
        if (element.SpecialType is SpecialType.System_Byte)
            return Raw(type, "WriteBytes", isArray ? "ReadBytes" : "ReadByteList");
        string name = SymbolNames.InCode(element);
        return Raw(type, $"WriteRaw<{name}>", isArray ? $"ReadRaw<{name}>" : $"ReadRawList<{name}>");
    }

    private static ValueModel Raw(ITypeSymbol type, string write, string read) => Value(type, WireForm.Method, write, read);

    private static ValueModel Value(ITypeSymbol type, WireForm form, string write, string read) => Value(type, SymbolNames.InCode(type), form, write, read);

    private static ValueModel Value(ITypeSymbol type, string code, WireForm form, string write, string read) =>
        new(code, form, write, read, Underlying: "", IsColumn: false,
            IsForgiven: type.IsReferenceType && type.NullableAnnotation is not NullableAnnotation.Annotated);
}
