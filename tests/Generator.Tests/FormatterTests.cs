using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary><c>[WireFormatter]</c>: where it may stand, which one wins, and what becomes of errors.</summary>
public sealed class FormatterTests
{
    [Theory]
    [InlineData("Money", "new(5)", "c4044d3a35 2e")] // M:5.
    [InlineData("Money?", "null", "c0")]
    [InlineData("Money[]", "[new(5), new(6)]", "92 c404 4d3a352e c404 4d3a362e")]
    [InlineData("Cents", "new(5)", "c4044d3a35 2e")]
    [InlineData("Cents?", "null", "c0")]
    [InlineData("Box<int>", "new(7)", "c403 423a37")]
    [InlineData("Box<string>[]", "[new(\"x\")]", "91 c403 423a78")]
    [InlineData("System.IO.FileInfo", "new(\"/a\")", "c402 2f61")]
    [InlineData("Holder", "new(new(5), 6)", "92 c404 4d3a352e c402 2336")]
    [InlineData("IShape", "new Round(2)", "c401 32")]
    public void Own_bytes_travel_as_a_binary(string type, string value, string hex)
    {
        var trip = new RoundTrip(Program(type, value));
        object? expected = trip.ValueOf("Echo", "Value");
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(trip.Encode("Echo_Send", expected)));
        trip.Send("Echo_Send", expected);
    }

    [Theory]
    [InlineData("[WireFormatter(typeof(Hash))] int", "[return: WireFormatter(typeof(Hash))]", "int", "8", "c402 2338")]
    [InlineData("[WireFormatter(typeof(Hash))] int", "", "int", "8", "c402 2338")]
    [InlineData("[WireFormatter(typeof(OtherMoney))] Money", "[return: WireFormatter(typeof(OtherMoney))]", "Money", "new(5)", "c401 35")]
    public void The_nearest_place_wins(string parameter, string result, string type, string value, string hex)
    {
        var trip = new RoundTrip(Program(type, value).Replace($"[RunInProcessPool] internal static {type} Send({type} value)", $"[RunInProcessPool] {result} internal static {type} Send({parameter} value)", StringComparison.Ordinal));
        byte[] bytes = trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value"));
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(bytes));
        if (result.Length > 0)
            Assert.Equivalent(trip.ValueOf("Echo", "Value"), trip.Decode("Echo_Send", bytes));
    }

    [Fact]
    public void Large_values_and_values_within_values_come_back()
    {
        var trip = new RoundTrip(Program("Holder[]", "[.. Enumerable.Range(0, 3000).Select(i => new Holder(new(i), i))]"));
        object? expected = trip.ValueOf("Echo", "Value");
        Assert.Equivalent(expected, trip.Send("Echo_Send", expected));
        var large = new RoundTrip(Program("Box<string>", "new(new string('x', 3_000_000))"));
        Assert.Equivalent(large.ValueOf("Echo", "Value"), large.Send("Echo_Send", large.ValueOf("Echo", "Value")));
    }

    [Theory]
    [InlineData("[WireFormatter(typeof(Hash))] string", "its formatter 'Hash' is no accessible IWireFormatter<string>")]
    [InlineData("[WireFormatter(typeof(Hash))] int?", "IWireFormatter<System.Nullable<int>>")]
    [InlineData("Misfit", "its formatter 'Hash' is no accessible IWireFormatter<Misfit>")]
    public async Task A_formatter_that_does_not_fit(string parameter, string reason)
    {
        string program = Program("int", "0").Replace("internal static class Echo", $"[WireFormatter(typeof(Hash))] public class Misfit; public static class D {{ [RunInProcessPool] internal static void N({parameter} x) {{ }} }} internal static class Echo", StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(await AnalyzerRun.Run(program)).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using ParallelGen;

        [assembly: WireFormatter(typeof(Paths))]

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        [WireFormatter(typeof(MoneyFormatter))] public sealed record Money(int Amount);
        [WireFormatter(typeof(CentsFormatter))] public readonly record struct Cents(int Amount);
        [WireFormatter(typeof(BoxFormatter<>))] public sealed record Box<T>(T Content);
        [WireFormatter(typeof(ShapeFormatter))] public interface IShape;
        public sealed record Round(int Radius) : IShape;
        public sealed record Holder(Money Money, [property: WireFormatter(typeof(Hash))] int Number);

        internal sealed class MoneyFormatter : IWireFormatter<Money>
        {
            public static void Write(IBufferWriter<byte> output, Money value) => Encoding.UTF8.GetBytes($"M:{value.Amount}.", output);
            public static Money Read(in ReadOnlySequence<byte> input) => new(int.Parse(Encoding.UTF8.GetString(input.FirstSpan)[2..^1]));
        }

        internal sealed class OtherMoney : IWireFormatter<Money>
        {
            static void IWireFormatter<Money>.Write(IBufferWriter<byte> output, Money value) => Encoding.UTF8.GetBytes($"{value.Amount}", output);
            static Money IWireFormatter<Money>.Read(in ReadOnlySequence<byte> input) => new(int.Parse(Encoding.UTF8.GetString(input)));
        }

        internal struct CentsFormatter : IWireFormatter<Cents>
        {
            public static void Write(IBufferWriter<byte> output, Cents value) => Encoding.UTF8.GetBytes($"M:{value.Amount}.", output);
            public static Cents Read(in ReadOnlySequence<byte> input) => new(int.Parse(Encoding.UTF8.GetString(input)[2..^1]));
        }

        internal sealed class BoxFormatter<T> : IWireFormatter<Box<T>>
        {
            public static void Write(IBufferWriter<byte> output, Box<T> value) => Encoding.UTF8.GetBytes($"B:{value.Content}", output);
            public static Box<T> Read(in ReadOnlySequence<byte> input) => new((T)Convert.ChangeType(Encoding.UTF8.GetString(input)[2..], typeof(T)));
        }

        internal sealed class ShapeFormatter : IWireFormatter<IShape>
        {
            public static void Write(IBufferWriter<byte> output, IShape value) => Encoding.UTF8.GetBytes($"{((Round)value).Radius}", output);
            public static IShape Read(in ReadOnlySequence<byte> input) => new Round(int.Parse(Encoding.UTF8.GetString(input)));
        }

        internal sealed class Hash : IWireFormatter<int>
        {
            public static void Write(IBufferWriter<byte> output, int value) => Encoding.UTF8.GetBytes($"#{value}", output);
            public static int Read(in ReadOnlySequence<byte> input) => int.Parse(Encoding.UTF8.GetString(input)[1..]);
        }

        internal sealed class Paths : IWireFormatter<FileInfo>
        {
            public static void Write(IBufferWriter<byte> output, FileInfo value) => Encoding.UTF8.GetBytes(value.FullName, output);
            public static FileInfo Read(in ReadOnlySequence<byte> input) => new(Encoding.UTF8.GetString(input));
        }
        """;
}
