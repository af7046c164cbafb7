using System.Text.Json.Nodes;

namespace ParallelGen.Tests.Encoding;

/// <summary>Whatever a payload holds: a value or a <see cref="CallSerializationException"/>, in bounded memory, to an end.</summary>
public sealed class HostileTests
{
    // An exception with its message and stack, and what a test itself allocates.
    private const long AllocationBase = 64 * 1024;

    // Per byte of payload: 8 for a null that came as one byte, again for a list that holds it, more for a dictionary's entry.
    private const long AllocationPerByte = 64;

    private static readonly (string Name, ReadAction<object?> Read)[] s_readers =
    [
        ("Peek", static (ref WireReader r) => r.Peek()),
        ("TryReadNil", static (ref WireReader r) => r.TryReadNil()),
        ("ArrayHeader", static (ref WireReader r) => new List<object>(r.ReadArrayHeader())),
        ("MapHeader", static (ref WireReader r) => new Dictionary<int, int>(r.ReadMapHeader())),
        ("Object", static (ref WireReader r) => Do(ref r, static (ref WireReader o) => o.ReadObjectHeader(3))),
        ("Skip", static (ref WireReader r) => Do(ref r, static (ref WireReader o) => o.Skip())),
        ("Boolean", static (ref WireReader r) => r.ReadBoolean()),
        ("Byte", static (ref WireReader r) => r.ReadByte()),
        ("SByte", static (ref WireReader r) => r.ReadSByte()),
        ("Int16", static (ref WireReader r) => r.ReadInt16()),
        ("UInt16", static (ref WireReader r) => r.ReadUInt16()),
        ("Int32", static (ref WireReader r) => r.ReadInt32()),
        ("UInt32", static (ref WireReader r) => r.ReadUInt32()),
        ("Int64", static (ref WireReader r) => r.ReadInt64()),
        ("UInt64", static (ref WireReader r) => r.ReadUInt64()),
        ("IntPtr", static (ref WireReader r) => r.ReadIntPtr()),
        ("UIntPtr", static (ref WireReader r) => r.ReadUIntPtr()),
        ("Char", static (ref WireReader r) => r.ReadChar()),
        ("Rune", static (ref WireReader r) => r.ReadRune()),
        ("Single", static (ref WireReader r) => r.ReadSingle()),
        ("Double", static (ref WireReader r) => r.ReadDouble()),
        ("Half", static (ref WireReader r) => r.ReadHalf()),
        ("Decimal", static (ref WireReader r) => r.ReadDecimal()),
        ("Int128", static (ref WireReader r) => r.ReadInt128()),
        ("UInt128", static (ref WireReader r) => r.ReadUInt128()),
        ("BigInteger", static (ref WireReader r) => r.ReadBigInteger()),
        ("Complex", static (ref WireReader r) => r.ReadComplex()),
        ("Guid", static (ref WireReader r) => r.ReadGuid()),
        ("DateTime", static (ref WireReader r) => r.ReadDateTime()),
        ("DateTimeOffset", static (ref WireReader r) => r.ReadDateTimeOffset()),
        ("TimeSpan", static (ref WireReader r) => r.ReadTimeSpan()),
        ("DateOnly", static (ref WireReader r) => r.ReadDateOnly()),
        ("TimeOnly", static (ref WireReader r) => r.ReadTimeOnly()),
        ("Index", static (ref WireReader r) => r.ReadIndex()),
        ("Range", static (ref WireReader r) => r.ReadRange()),
        ("String", static (ref WireReader r) => r.ReadString()),
        ("Uri", static (ref WireReader r) => r.ReadUri()),
        ("Version", static (ref WireReader r) => r.ReadVersion()),
        ("Bytes", static (ref WireReader r) => r.ReadBytes()),
        ("ByteList", static (ref WireReader r) => r.ReadByteList()),
        ("Raw<bool>", static (ref WireReader r) => r.ReadRaw<bool>()),
        ("Raw<int>", static (ref WireReader r) => r.ReadRaw<int>()),
        ("RawList<Guid>", static (ref WireReader r) => r.ReadRawList<Guid>()),
        ("Column<short>", static (ref WireReader r) => r.ReadColumn<short>(2).Length),
        ("RawValue<Guid>", static (ref WireReader r) => r.ReadRawValue<Guid>()),
        ("StringBuilder", static (ref WireReader r) => r.ReadStringBuilder()),
        ("CultureInfo", static (ref WireReader r) => r.ReadCultureInfo()),
        ("IPAddress", static (ref WireReader r) => r.ReadIPAddress()),
        ("IPEndPoint", static (ref WireReader r) => r.ReadIPEndPoint()),
        ("BitArray", static (ref WireReader r) => r.ReadBitArray()),
        ("BitList", static (ref WireReader r) => r.ReadBitList()),
        ("JsonElement", static (ref WireReader r) => r.ReadJsonElement()),
        ("JsonDocument", static (ref WireReader r) => r.ReadJsonDocument()),
        ("JsonNode", static (ref WireReader r) => r.ReadJsonNode<JsonNode>()),
        ("Formatted", static (ref WireReader r) => r.ReadFormatted<PathFormatter, string>()),
        ("Key", static (ref WireReader r) => r.ReadKey().Length),
        ("Comparer", static (ref WireReader r) => (r.ReadComparer(), Do(ref r, static (ref WireReader o) => o.Skip()))),
        ("Sample", static (ref WireReader r) => HostileSample.Read(ref r)),
    ];

    private delegate void ReadOnly(ref WireReader reader);

    [Fact]
    public void Random_bytes_through_every_method()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = TestScale.Of(50_000); round > 0; round--)
        {
            byte[] payload = new byte[random.Next(48)];
            random.NextBytes(payload);

            // Codes rather than fixints, and small lengths behind them.
            if (payload.Length > 5 && random.Next(2) == 0)
            {
                payload[0] = (byte)random.Next(0xC0, 0xE0);
                payload[1 + random.Next(4)] = (byte)random.Next(4);
                if (random.Next(2) == 0) payload[1] = payload[2] = payload[3] = 0;
            }

            foreach ((string name, ReadAction<object?> read) in s_readers) Survives(payload, read, random.Next(1, 9), name, seed);
        }
    }

    [Fact]
    public void Mutations_of_valid_payloads()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        int read = 0;
        int rounds = TestScale.Of(1_000_000);
        byte[] valid = [];
        for (int round = 0; round < rounds; round++)
        {
            if (round % 100 == 0) valid = Sample(random);
            byte[] payload = Mutate(valid, random);
            if (Survives(payload, static (ref WireReader r) => HostileSample.Read(ref r), random.Next(1, 200), "Sample", seed)) read++;
            Survives(payload, static (ref WireReader r) => Do(ref r, static (ref WireReader o) => o.Skip()), random.Next(1, 200), "Skip", seed);
        }

        // Both ends are met: payloads that a mutation spoiled, and some that it did not.
        Assert.InRange(read, 1, rounds - 1);
    }

    [Fact]
    public void Every_prefix_of_a_valid_payload_is_an_error()
    {
        byte[] payload = Sample(new Random(42));
        Assert.True(payload.Length > 100);
        Assert.True(Survives(payload, static (ref WireReader r) => HostileSample.Read(ref r), 7, "Sample", 42));
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.False(Survives(payload[..length], static (ref WireReader r) => HostileSample.Read(ref r), 7, "Sample", length));
            Assert.False(Survives(payload[..length], static (ref WireReader r) => Do(ref r, static (ref WireReader o) => o.Skip()), 7, "Skip", length));
        }
    }

    [Theory]
    [InlineData("DDFFFFFFFF")] // an array of 2^32 - 1
    [InlineData("DFFFFFFFFF")]
    [InlineData("DF80000000")] // a map whose values are 2^32
    [InlineData("DD7FFFFFFFC0C0C0")]
    [InlineData("DBFFFFFFFF")] // a string
    [InlineData("DB80000000")]
    [InlineData("DB7FFFFFFF41")]
    [InlineData("C6FFFFFFFF")] // a binary
    [InlineData("C67FFFFFFF00")]
    [InlineData("C9FFFFFFFF01")] // a raw block
    [InlineData("C9800000000100")]
    [InlineData("C97FFFFFFF0100")]
    [InlineData("C9FFFFFFFF04")]
    [InlineData("C9FFFFFFFFFF")]
    [InlineData("95DDFFFFFFFFC0C0C0C0")]
    public void A_bomb_of_a_few_bytes_takes_no_memory(string hex)
    {
        byte[] payload = Wire.Hex(hex);
        foreach ((string name, ReadAction<object?> read) in s_readers)
        {
            if (name is "Peek" or "TryReadNil" or "ArrayHeader") continue;
            Assert.False(Survives(payload, read, 1, name, 0), name);
        }
    }

    [Fact]
    public void A_payload_100000_deep_overflows_no_stack()
    {
        // Arrays, maps, and objects of the recursive type.
        byte[][] payloads =
        [
            [.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0],
            [.. Enumerable.Repeat((byte)0x81, 100_000), 0xC0],
            [.. Enumerable.Repeat<byte[]>([0x81, 0xC0], 100_000).SelectMany(static pair => pair), 0xC0],
            [.. Enumerable.Repeat<byte[]>([0x95, 0xC0, 0x91], 100_000).SelectMany(static head => head), 0xC0],
        ];
        foreach (byte[] payload in payloads)
        {
            foreach (int size in new[] { 1, 100, payload.Length })
            {
                Assert.False(Survives(payload, static (ref WireReader r) => HostileSample.Read(ref r), size, "Sample", 0));
                Assert.False(Survives(payload, static (ref WireReader r) => Do(ref r, static (ref WireReader o) => o.Skip()), size, "Skip", 0));
            }
        }
    }

    [Fact]
    public void Nested_lists_that_each_claim_the_rest_take_no_memory()
    {
        // Every list claims as many elements as the payload has bytes left; without one budget for all they would take 250 times its size.
        const int total = 1_000_000;
        byte[] payload = new byte[total];
        int position = 0;
        for (int level = 0; level < 250; level++)
        {
            payload[position++] = 0x95;
            payload[position++] = WireCode.Nil;
            payload[position++] = WireCode.Array32;
            int claim = total - position - 4;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(position), claim);
            position += 4;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool failed = false;
        try
        {
            WireReader reader = new(payload);
            HostileSample.Read(ref reader);
        }
        catch (CallSerializationException)
        {
            failed = true;
        }

        Assert.True(failed);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, total * 10L);
    }

    [Fact]
    public void A_block_that_never_arrives_takes_no_memory()
    {
        // The frame's header claims two gigabytes as well, so that nothing but the bytes themselves can tell.
        foreach (string header in new[] { "C9700000000100", "C670000000", "DB70000000", "C97000000004" })
        {
            foreach ((string name, ReadAction<object?> read) in s_readers)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                bool failed = false;
                try
                {
                    byte[] arrived = Wire.Hex(header);
                    WireReader reader = new(arrived, 0x7000_1000, new BrokenSource());
                    read(ref reader);
                }
                catch (EndOfStreamException)
                {
                    failed = true;
                }
                catch (CallSerializationException)
                {
                    failed = true;
                }

                if (name is not ("Peek" or "TryReadNil")) Assert.True(failed, name + " of " + header);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 1024 * 1024);
            }
        }
    }

    // Reads in one piece and in pieces; both must agree. True when a value came out.
    private static bool Survives(byte[] payload, ReadAction<object?> read, int pieceSize, string name, int seed)
    {
        bool whole = SurvivesOne(new WireReader(Wire.Guarded(payload)), source: null, payload, read, name, seed);
        PieceSource source = new(payload, pieceSize);
        bool pieces = SurvivesOne(source.Open(), source, payload, read, name, seed);
        Assert.True(whole == pieces, $"{name} of {Convert.ToHexString(payload)} differs in pieces of {pieceSize}; seed {seed}");
        return whole;
    }

    private static bool SurvivesOne(WireReader reader, PieceSource? source, byte[] payload, ReadAction<object?> read, string name, int seed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread() - (source?.Allocated ?? 0);
        bool value = true;
        try
        {
            read(ref reader);
        }
        catch (CallSerializationException)
        {
            value = false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{name} of {Convert.ToHexString(payload)}: {exception}; seed {seed}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before - (source?.Allocated ?? 0);
        long allowed = AllocationBase + AllocationPerByte * payload.Length;
        Assert.True(allocated <= allowed, $"{name} of {Convert.ToHexString(payload)} took {allocated} bytes; seed {seed}");
        Assert.InRange(reader.Remaining, 0, payload.Length);
        return value;
    }

    private static object? Do(ref WireReader reader, ReadOnly read)
    {
        read(ref reader);
        return null;
    }

    private static byte[] Sample(Random random)
    {
        HostileSample sample = HostileSample.Make(random, depth: 4);
        return Wire.Write((ref WireWriter w) => HostileSample.Write(ref w, sample));
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        List<byte> bytes = [.. valid];
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes[at] = (byte)random.Next(0xC0, 0xE0); break;
                case 4 when bytes.Count > 1: bytes.RemoveAt(at); break;
                default: bytes.AddRange(bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(20)))); break;
            }
        }

        return [.. bytes];
    }
}
