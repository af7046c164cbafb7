using System.Collections;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Tests.Types;

/// <summary>Makes values of any type of these tests, by reflection, each different and each the same in every run.</summary>
internal sealed class Filler(int seed)
{
    private const int MaxDepth = 8;
    private readonly Random _random = new(seed);

    public T Make<T>() => (T)Make(typeof(T), 0)!;

    private object? Make(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return _random.Next(3) == 0 ? null : Make(underlying, depth);
        if (Scalar(type) is { } scalar)
            return scalar;
        if (type.IsEnum)
            return Enum.GetValues(type) is var values ? values.GetValue(_random.Next(values.Length)) : null;
        if (type.IsArray)
            return Array(type, depth);
        return typeof(IEnumerable).IsAssignableFrom(type) || type.IsInterface ? Collection(type, depth) : Object(type, depth);
    }

    private object? Scalar(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.Boolean => _random.Next(2) == 0,
        TypeCode.Char => (char)_random.Next('a', 'z'),
        TypeCode.String => "text ß " + _random.Next(1000).ToString(CultureInfo.InvariantCulture),
        TypeCode.Single => (float)_random.NextDouble(),
        TypeCode.Double => _random.NextDouble() * 1000,
        TypeCode.Decimal => _random.Next(100_000) / 100m,
        TypeCode.DateTime => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next()),
        TypeCode.Object or TypeCode.Empty or TypeCode.DBNull => OfFramework(type),
        _ => Convert.ChangeType(_random.Next(1, 100), type, CultureInfo.InvariantCulture),
    };

    private object? OfFramework(Type type) => type switch
    {
        _ when type == typeof(Guid) => new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        _ when type == typeof(Uri) => new Uri("https://example.com/" + _random.Next().ToString(CultureInfo.InvariantCulture)),
        _ when type == typeof(Version) => new Version(_random.Next(10), _random.Next(10)),
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(_random.NextInt64()),
        _ when type == typeof(TimeOnly) => new TimeOnly(_random.Next(24), _random.Next(60)),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(_random.Next(700_000)),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(_random.Next(-12, 12))),
        _ when type == typeof(Half) => (Half)_random.Next(1000),
        _ when type == typeof(Int128) => Int128.MinValue + _random.Next(),
        _ when type == typeof(UInt128) => UInt128.MaxValue - (uint)_random.Next(),
        _ when type == typeof(BigInteger) => BigInteger.Pow(-7, _random.Next(100)),
        _ when type == typeof(Complex) => new Complex(_random.NextDouble(), -_random.NextDouble()),
        _ when type == typeof(Vector2) => new Vector2(_random.NextSingle(), _random.NextSingle()),
        _ when type == typeof(Vector3) => new Vector3(_random.NextSingle(), _random.NextSingle(), -1),
        _ when type == typeof(Quaternion) => new Quaternion(_random.NextSingle(), 2, 3, 4),
        _ when type == typeof(Matrix4x4) => Matrix4x4.CreateRotationX(_random.NextSingle()),
        _ when type == typeof(Matrix3x2) => Matrix3x2.CreateRotation(_random.NextSingle()),
        _ when type == typeof(Rune) => new Rune(0x1F600 + _random.Next(50)),
        _ when type == typeof(Range) => new Range(_random.Next(10), ^_random.Next(10)),
        _ when type == typeof(StringBuilder) => new StringBuilder("built ").Append(_random.Next()),
        _ when type == typeof(CultureInfo) => CultureInfo.GetCultureInfo("de-DE"),
        _ when type == typeof(IPAddress) => IPAddress.Parse("10.0.0." + _random.Next(256).ToString(CultureInfo.InvariantCulture)),
        _ when type == typeof(IPEndPoint) => new IPEndPoint(IPAddress.Loopback, _random.Next(65536)),
        _ when type == typeof(BitArray) => new BitArray([_random.Next(), _random.Next()]) { Length = 50 },
        _ => null,
    };

    private Array Array(Type type, int depth)
    {
        int[] lengths = [.. Enumerable.Range(0, type.GetArrayRank()).Select(_ => _random.Next(depth > MaxDepth ? 1 : 4))];
        var array = System.Array.CreateInstance(type.GetElementType()!, lengths);
        var places = new int[lengths.Length];
        for (int i = 0; i < array.Length; i++)
        {
            for (int d = lengths.Length - 1, rest = i; d >= 0; rest /= lengths[d--])
                places[d] = rest % lengths[d];
            array.SetValue(Make(type.GetElementType()!, depth + 1), places);
        }

        return array;
    }

    private object Collection(Type type, int depth)
    {
        Type[] parts = type.GetGenericArguments();
        Type element = parts.Length == 2 ? typeof(KeyValuePair<,>).MakeGenericType(parts) : parts[0];
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (int i = _random.Next(depth > MaxDepth ? 1 : 4); i > 0; i--)
            list.Add(parts.Length == 2 ? Activator.CreateInstance(element, Make(parts[0], depth + 1), Make(parts[1], depth + 1)) : Make(element, depth + 1));

        // Keys may be equal by chance.
        if (parts.Length == 2)
            list = (IList)Call(nameof(Distinct), parts, list);
        if (type.IsInstanceOfType(list))
            return list;
        return Call(parts.Length == 2 ? nameof(OfEntries) : nameof(OfElements), [type, .. parts], list);
    }

    private static object Call(string method, Type[] types, object argument) =>
        typeof(Filler).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(types).Invoke(null, [argument])!;

    private static List<KeyValuePair<TKey, TValue>> Distinct<TKey, TValue>(List<KeyValuePair<TKey, TValue>> pairs) => [.. pairs.DistinctBy(p => p.Key)];

    private static object OfElements<T, TElement>(List<TElement> elements)
    {
        object[] all =
        [
            new HashSet<TElement>(elements), ImmutableCollectionsMarshal.AsImmutableArray(elements.ToArray()),
            System.Collections.Immutable.ImmutableList.CreateRange(elements), System.Collections.Immutable.ImmutableHashSet.CreateRange(elements),
            System.Collections.Frozen.FrozenSet.ToFrozenSet(elements),
        ];
        return all.FirstOrDefault(o => o is T) ?? Activator.CreateInstance(typeof(T), elements)!;
    }

    private static object OfEntries<T, TKey, TValue>(List<KeyValuePair<TKey, TValue>> pairs)
        where TKey : notnull
    {
        var dictionary = new Dictionary<TKey, TValue>(pairs);
        object[] all =
        [
            dictionary, System.Collections.Immutable.ImmutableDictionary.CreateRange(pairs), System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(pairs),
            System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(dictionary),
        ];
        return all.FirstOrDefault(o => o is T) ?? Activator.CreateInstance(typeof(T), dictionary)!;
    }

    private object? Object(Type type, int depth)
    {
        if (type.IsAbstract)
        {
            Type[] cases = [.. type.GetNestedTypes().Where(type.IsAssignableFrom)];
            type = cases[depth > MaxDepth ? 0 : _random.Next(cases.Length)];
        }

        if (depth > MaxDepth && type.IsClass)
            return null;
        ConstructorInfo? constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        object made = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, depth + 1))]);
        HashSet<string> given = [.. constructor?.GetParameters().Select(p => p.Name!) ?? []];
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.CanWrite && !given.Contains(p.Name)))
            property.SetValue(made, Make(property.PropertyType, depth + 1));
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(f => type.IsValueType && (f.IsPublic || type.Name == "Palette")))
            field.SetValue(made, Make(field.FieldType, depth + 1));
        return made;
    }
}
