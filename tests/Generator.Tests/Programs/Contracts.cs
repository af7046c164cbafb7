using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using MessagePack;
using ParallelGen;

namespace App
{
    public static class Contracts
    {
        [RunInProcessPool]
        public static Shape Draw(Indexed indexed, Named named, Money[] money) => new Circle(1);
    }

    [MessagePackObject]
    public class Indexed
    {
        [Key(0)] public int Id { get; set; }
        [Key(2)] public int[] Numbers { get; set; } = [];
        [Key(3)] public Named? Named { get; init; }
        [Key(4)] public int Computed => Id * 2;
    }

    [DataContract]
    public sealed class Named(int id)
    {
        [DataMember(Name = "\"id\"")] public int Id { get; } = id;
        [DataMember] public Indexed? Indexed { get; set; }
    }

    [JsonDerivedType(typeof(Circle)), JsonDerivedType(typeof(Square))]
    public abstract record Shape
    {
        public string? Label { get; init; }
    }

    public sealed record Circle(double Radius) : Shape;

    public record Square(double Side, string Unit = "m") : Shape
    {
        [JsonIgnore] public double Area => Side * Side;
    }

    [WireFormatter(typeof(MoneyFormatter))]
    public sealed record Money(int Amount);

    public sealed class MoneyFormatter : IWireFormatter<Money>
    {
        public static void Write(IBufferWriter<byte> output, Money value) => output.Write([(byte)value.Amount]);

        public static Money Read(in ReadOnlySequence<byte> input) => new(input.FirstSpan[0]);
    }
}

namespace MessagePack
{
    public sealed class MessagePackObjectAttribute : Attribute;

    public sealed class KeyAttribute(int key) : Attribute
    {
        public int IntKey => key;
    }
}
