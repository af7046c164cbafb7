namespace ParallelGen.Encoding;

/// <summary>The first byte of a MessagePack value.</summary>
internal static class WireCode
{
    internal const byte MaxPositiveFixInt = 0x7F;
    internal const byte FixMap = 0x80;
    internal const byte FixArray = 0x90;
    internal const byte FixString = 0xA0;
    internal const byte Nil = 0xC0;
    internal const byte NeverUsed = 0xC1;
    internal const byte False = 0xC2;
    internal const byte True = 0xC3;
    internal const byte Bin8 = 0xC4;
    internal const byte Bin16 = 0xC5;
    internal const byte Bin32 = 0xC6;
    internal const byte Ext8 = 0xC7;
    internal const byte Ext16 = 0xC8;
    internal const byte Ext32 = 0xC9;
    internal const byte Float32 = 0xCA;
    internal const byte Float64 = 0xCB;
    internal const byte UInt8 = 0xCC;
    internal const byte UInt16 = 0xCD;
    internal const byte UInt32 = 0xCE;
    internal const byte UInt64 = 0xCF;
    internal const byte Int8 = 0xD0;
    internal const byte Int16 = 0xD1;
    internal const byte Int32 = 0xD2;
    internal const byte Int64 = 0xD3;
    internal const byte FixExt1 = 0xD4;
    internal const byte FixExt2 = 0xD5;
    internal const byte FixExt4 = 0xD6;
    internal const byte FixExt8 = 0xD7;
    internal const byte FixExt16 = 0xD8;
    internal const byte String8 = 0xD9;
    internal const byte String16 = 0xDA;
    internal const byte String32 = 0xDB;
    internal const byte Array16 = 0xDC;
    internal const byte Array32 = 0xDD;
    internal const byte Map16 = 0xDE;
    internal const byte Map32 = 0xDF;
    internal const byte MinNegativeFixInt = 0xE0;

    /// <summary>The kind of value that a code begins, in words for a message.</summary>
    internal static string Describe(byte code) => code switch
    {
        <= MaxPositiveFixInt or >= MinNegativeFixInt => "an integer",
        < FixArray => "a map",
        < FixString => "an array",
        < Nil => "a string",
        Nil => "nil",
        NeverUsed => "a code that MessagePack never uses",
        False or True => "a boolean",
        <= Bin32 => "a binary",
        <= Ext32 => "an extension",
        <= Float64 => "a floating-point number",
        <= Int64 => "an integer",
        <= FixExt16 => "an extension",
        <= String32 => "a string",
        <= Array32 => "an array",
        _ => "a map",
    };
}
