using System.Diagnostics;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>
/// Types written for MessagePack-CSharp give the bytes of its documented layout: worked out by hand, and read by Debian's python3-msgpack.
/// </summary>
public sealed class ContractTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData("Indexed", "new() { Age = 99, First = \"hoge\", Last = \"huga\" }", "93 63 a4686f6765 a468756761", "[99, 'hoge', 'huga']")]
    [InlineData("Indexed?", "null", "c0", "None")]
    [InlineData("Gaps", "new() { A = 3, B = \"x\" }", "96 c0 c0 c0 03 c0 a178", "[None, None, None, 3, None, 'x']")]
    [InlineData("Named", "new() { Foo = 1, Bar = \"b\" }", "82 a3666f6f 01 a3426172 a162", "{'foo': 1, 'Bar': 'b'}")]
    [InlineData("ByName", "new() { Id = 7, Title = \"t\" }", "82 a24964 07 a55469746c65 a174", "{'Id': 7, 'Title': 't'}")]
    [InlineData("Ordered", "new() { Second = 2, First = 1 }", "92 01 02", "[1, 2]")]
    [InlineData("Renamed", "new() { Id = 1, Plain = true, Skipped = 9 }", "82 a26964 01 a5506c61696e c3", "{'id': 1, 'Plain': True}")]
    [InlineData("Made", "new(1, \"a\")", "92 01 a161", "[1, 'a']")]
    [InlineData("Made2", "new(2, 1)", "92 01 02", "[1, 2]")]
    [InlineData("IAnimal[]", "[new Cat { Lives = 9 }, new Dog { Name = \"d\" }]", "92 92 00 91 09 92 05 91 a164", "[[0, [9]], [5, ['d']]]")]
    [InlineData("Arrays", "new() { Ints = [1, -1, 300], Bools = [true], Doubles = [0.5], Bytes = [1, 2], ByteList = new byte[] { 3 }, Enums = [DayOfWeek.Friday], Grid = new int[,] { { 1, 2 } } }",
        "97 93 01 ff cd012c 91 c3 91 cb3fe0000000000000 c402 0102 c401 03 91 05 93 01 02 92 01 02",
        "[[1, -1, 300], [True], [0.5], b'\\x01\\x02', b'\\x03', [5], [1, 2, [1, 2]]]")]
    [InlineData("Nested", "new() { Maps = new() { [\"k\"] = [new() { Age = 1 }] }, When = DateTime.UnixEpoch, Id = Guid.Empty, Price = 1.50m, Maybe = null, Pair = (1, \"x\") }",
        "96 81 a16b 91 93 01 c0 c0 d6ff00000000 d92430303030303030302d303030302d303030302d303030302d303030303030303030303030 a4312e3530 c0 92 01 a178",
        null)]
    [InlineData("Bits", "new() { Flags = new(new[] { true, false }), Text = new(\"t\") }", "92 92 c3 c2 a174", "[[True, False], 't']")]
    [InlineData("Plain", "new(1, [2, 3])", "92 01 c70b0102 0000 02000000 03000000", null)]
    [InlineData("Holder", "new() { Plain = new(1, [2, 3]) }", "91 92 01 92 02 03", "[[1, [2, 3]]]")]
    [InlineData("Computed", "new() { Width = 2 }", "92 02 04", "[2, 4]")]
    [InlineData("Empty", "new()", "90", "[]")]
    [InlineData("EmptyNamed", "new()", "80", "{}")]
    [InlineData("Inherits", "new() { Base = 1, Own = 2 }", "92 01 02", "[1, 2]")]
    [InlineData("Point", "new() { X = 1, Y = 2 }", "92 01 02", "[1, 2]")]
    public void Bytes_are_those_of_the_layout(string type, string value, string hex, string? python)
    {
        var trip = new RoundTrip(Program(type, value), Attributes);
        object? expected = trip.ValueOf("Echo", "Value");
        byte[] bytes = trip.Encode("Echo_Send", expected);
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(bytes));
        trip.Send("Echo_Send", expected);
        Hostile.Check(trip, "Echo_Send", expected);
        if (python is not null)
            Assert.Equal(python, ReadByPython(bytes));
    }

    [Theory]
    [InlineData("Indexed", "{'Last': 1}", null)] // a map is no array
    [InlineData("Indexed", "[5]", "new() { Age = 5 }")]
    [InlineData("Indexed", "[5, 'a', None, [1, {2: b'x'}]]", "new() { Age = 5, First = \"a\" }")]
    [InlineData("ByName", "{'Title': 't', 'New': [1, 2], 'Id': 3}", "new() { Id = 3, Title = \"t\" }")]
    [InlineData("ByName", "{}", "new()")]
    [InlineData("ByName", "{1: 2}", null)]
    [InlineData("Computed", "[2, 'anything']", "new() { Width = 2 }")]
    [InlineData("IAnimal", "[5, ['d']]", "new Dog { Name = \"d\" }")]
    [InlineData("IAnimal", "[6, ['d']]", null)]
    public void What_python_packs_is_read(string type, string packed, string? value)
    {
        var trip = new RoundTrip(Program(type, value ?? "default!"), Attributes);
        byte[] bytes = Convert.FromHexString(RunPython($"print(msgpack.packb({packed}).hex())"));
        if (value is null)
            Assert.Throws<CallSerializationException>(() => trip.Decode("Echo_Send", bytes));
        else
            Assert.Equivalent(trip.ValueOf("Echo", "Value"), trip.Decode("Echo_Send", bytes));
    }

    [Theory]
    [InlineData("[MessagePackObject] public class D { public int X { get; set; } }", "'X' has neither [Key] nor [IgnoreMember]")]
    [InlineData("[MessagePackObject] public class D { [Key(0)] public int X { get; set; } [Key(\"y\")] public int Y { get; set; } }", "numbers as keys and others names")]
    [InlineData("[MessagePackObject] public class D { [Key(0)] public int X { get; set; } [Key(0)] public int Y { get; set; } }", "'X' and 'Y' have the same key")]
    [InlineData("[MessagePackObject] public class D { [Key(-1)] public int X { get; set; } }", "negative")]
    [InlineData("[MessagePackObject] public class D { [Key(0)] public int X { get; set; } [Key(1)] private int Y { get; set; } }", "'Y' has a key, and generated code can't reach it")]
    [InlineData("[MessagePackObject, MessagePackFormatter(typeof(int))] public class D { [Key(0)] public int X { get; set; } }", "give it a [WireFormatter]")]
    [InlineData("[MessagePackObject] public class D { [Key(0), MessagePackFormatter(typeof(int))] public int X { get; set; } }", "give it a [WireFormatter]")]
    [InlineData("[MessagePackObject] public class D { public D(int other) { } [Key(0)] public string X { get; set; } = \"\"; }", "parameter 'other'")]
    [InlineData("[MessagePackObject] public class D { [Key(0)] public System.IO.Stream? X { get; set; } }", "D.X: System.IO.Stream")]
    [InlineData("[Union(0, typeof(E))] public interface D; public class E { public int X { get; set; } }", "does not derive from it")]
    [InlineData("[Union(0, typeof(E)), Union(0, typeof(F))] public interface D; public class E : D { public int X { get; set; } } public class F : D { public int X { get; set; } }", "the same number")]
    public async Task Contracts_that_can_not_be_kept(string types, string reason)
    {
        string source = $"using MessagePack;\npublic static class C {{ [RunInProcessPool] public static void M(D x) {{ }} }}\n{types}\n{Attributes}";
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Run(source), d => d.Id == "PGEN009").GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string ReadByPython(byte[] bytes) =>
        RunPython($"print(msgpack.unpackb(bytes.fromhex('{Convert.ToHexStringLower(bytes)}'), raw=False, strict_map_key=False))");

    private static string RunPython(string statement)
    {
        const string remedy = "python3-msgpack is missing: apt-get install python3-msgpack";
        Assert.SkipUnless(OperatingSystem.IsLinux() && (File.Exists(Python) || Environment.GetEnvironmentVariable("CI") == "true"), remedy);
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "-c", "import msgpack\n" + statement } };
        using Process python = Process.Start(start)!;
        Task<string> error = python.StandardError.ReadToEndAsync();
        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        string problem = error.GetAwaiter().GetResult();
        Assert.SkipWhen(problem.Contains("No module named 'msgpack'", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") != "true", remedy);
        Assert.True(python.ExitCode == 0, problem);
        return output.Trim();
    }

    // The package itself is not needed: its attributes are known by their names.
    private const string Attributes = """
        namespace MessagePack
        {
            using System;
            public sealed class MessagePackObjectAttribute(bool keyAsPropertyName = false) : Attribute { public bool KeyAsPropertyName => keyAsPropertyName; }
            public sealed class KeyAttribute : Attribute { public KeyAttribute(int x) => IntKey = x; public KeyAttribute(string x) => StringKey = x; public int? IntKey { get; } public string? StringKey { get; } }
            public sealed class IgnoreMemberAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
            public sealed class UnionAttribute(int key, Type subType) : Attribute { public int Key => key; public Type SubType => subType; }
            public sealed class SerializationConstructorAttribute : Attribute;
            public sealed class MessagePackFormatterAttribute(Type formatterType) : Attribute { public Type FormatterType => formatterType; }
        }
        """;

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Runtime.Serialization;
        using System.Text;
        using MessagePack;
        using ParallelGen;

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        [MessagePackObject] public class Indexed { [Key(0)] public int Age { get; set; } [Key(1)] public string? First { get; set; } [Key(2)] public string? Last { get; set; } [IgnoreMember] public string Full => First + Last; }
        [MessagePackObject] public sealed class Gaps { [Key(5)] public string? B { get; set; } [Key(3)] public int A { get; set; } }
        [MessagePackObject] public sealed class Named { [Key("foo")] public int Foo { get; set; } [Key("Bar")] public string? Bar { get; set; } }
        [MessagePackObject(keyAsPropertyName: true)] public sealed class ByName { public int Id { get; set; } public string? Title { get; set; } [IgnoreMember] public Action? Callback { get; set; } internal int Hidden { get; set; } }
        [DataContract] public sealed class Ordered { [DataMember(Order = 1)] public int Second { get; set; } [DataMember(Order = 0)] public int First { get; set; } }
        [DataContract] public sealed class Renamed { [DataMember(Name = "id")] public int Id { get; set; } [DataMember] public bool Plain { get; set; } [IgnoreDataMember] public int Skipped { get => 0; set { } } public int NotMarked => 0; }
        [MessagePackObject] public sealed class Made
        {
            public Made(int first, string other, int more) => throw new InvalidOperationException();
            [SerializationConstructor] public Made(int first, string other) { A = first; B = other; }
            [Key(0)] public int A { get; }
            [Key(1)] public string B { get; }
        }
        [MessagePackObject] public sealed record Made2([property: Key(1)] int Y, [property: Key(0)] int X);
        [Union(0, typeof(Cat)), Union(5, typeof(Dog))] public interface IAnimal;
        [MessagePackObject] public sealed class Cat : IAnimal { [Key(0)] public int Lives { get; set; } }
        [MessagePackObject] public sealed class Dog : IAnimal { [Key(0)] public string? Name { get; set; } }
        [MessagePackObject] public sealed class Arrays
        {
            [Key(0)] public int[]? Ints { get; set; }
            [Key(1)] public List<bool>? Bools { get; set; }
            [Key(2)] public IReadOnlyList<double>? Doubles { get; set; }
            [Key(3)] public byte[]? Bytes { get; set; }
            [Key(4)] public ReadOnlyMemory<byte> ByteList { get; set; }
            [Key(5)] public DayOfWeek[]? Enums { get; set; }
            [Key(6)] public int[,]? Grid { get; set; }
        }
        [MessagePackObject] public sealed class Nested
        {
            [Key(0)] public Dictionary<string, List<Indexed>>? Maps { get; set; }
            [Key(1)] public DateTime When { get; set; }
            [Key(2)] public Guid Id { get; set; }
            [Key(3)] public decimal Price { get; set; }
            [Key(4)] public int? Maybe { get; set; }
            [Key(5)] public (int, string) Pair { get; set; }
        }
        [MessagePackObject] public sealed class Bits { [Key(0)] public BitArray? Flags { get; set; } [Key(1)] public StringBuilder? Text { get; set; } }
        public sealed record Plain(int Id, int[] Numbers);
        [MessagePackObject] public sealed class Holder { [Key(0)] public Plain? Plain { get; set; } }
        [MessagePackObject] public sealed class Computed { [Key(0)] public int Width { get; set; } [Key(1)] public int Twice => 2 * Width; }
        [MessagePackObject] public sealed class Empty;
        [MessagePackObject(true)] public sealed class EmptyNamed;
        [MessagePackObject] public class Parent { [Key(0)] public virtual int Base { get; set; } }
        [MessagePackObject] public sealed class Inherits : Parent { public override int Base { get; set; } [Key(1)] public int Own { get; set; } }
        [MessagePackObject] public struct Point { [Key(0)] public int X; [Key(1)] public int Y; }
        """;
}
