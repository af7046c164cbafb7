namespace ParallelGen.Tests.Encoding;

public sealed class StructureTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 5)]
    public void A_header_has_the_smallest_form(int count, int size)
    {
        byte[] array = Wire.Write((ref WireWriter w) =>
        {
            w.WriteArrayHeader(count);
            for (int i = 0; i < count; i++) w.WriteNil();
        });
        Assert.Equal(size + count, array.Length);
        Wire.ReadOne(array, static (ref WireReader r) => Nils(ref r, r.ReadArrayHeader()), nils => Assert.Equal(count, nils));

        byte[] map = Wire.Write((ref WireWriter w) =>
        {
            w.WriteMapHeader(count);
            for (int i = 0; i < 2 * count; i++) w.WriteNil();
        });
        Assert.Equal(size + 2 * count, map.Length);
        Wire.ReadOne(map, static (ref WireReader r) => Nils(ref r, 2 * r.ReadMapHeader()), nils => Assert.Equal(2 * count, nils));

        byte[] members = Wire.Write((ref WireWriter w) =>
        {
            w.WriteObjectHeader(count);
            for (int i = 0; i < count; i++) w.WriteNil();
            w.Leave();
        });
        Assert.Equal(array, members);
        Wire.ReadOne(
            members,
            (ref WireReader r) =>
            {
                r.ReadObjectHeader(count);
                int nils = Nils(ref r, count);
                r.Leave();
                return nils;
            },
            nils => Assert.Equal(count, nils));
        Wire.Fails(members, (ref WireReader r) => ReadObject(ref r, count + 1));
        if (count > 0) Wire.Fails(members, (ref WireReader r) => ReadObject(ref r, count - 1));
    }

    [Fact]
    public void A_negative_count_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wire.Write(static (ref WireWriter w) => w.WriteArrayHeader(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wire.Write(static (ref WireWriter w) => w.WriteMapHeader(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wire.Write(static (ref WireWriter w) => w.ReserveColumn<int>(-1)));
    }

    [Theory]
    [InlineData("91")] // one element, none there
    [InlineData("DC0002C0")]
    [InlineData("DD00000002C0")]
    [InlineData("DDFFFFFFFFC0")]
    [InlineData("DC00")]
    [InlineData("DD")]
    [InlineData("80")]
    [InlineData("C0")]
    [InlineData("A1C0")]
    public void A_malformed_array_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadArrayHeader());

    [Theory]
    [InlineData("81C0")]
    [InlineData("DE0001C0")]
    [InlineData("DF00000001C0")]
    [InlineData("DFFFFFFFFFC0C0")]
    [InlineData("DF80000000C0C0")]
    [InlineData("90")]
    [InlineData("C0")]
    public void A_malformed_map_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadMapHeader());

    [Fact]
    public void Counts_that_nest_cannot_claim_the_same_bytes()
    {
        // Three arrays that each claim all that remains: honest is only the last.
        byte[] payload = [0x98, 0x97, 0x96, .. Enumerable.Repeat(WireCode.Nil, 6)];
        Wire.Fails(payload, static (ref WireReader r) =>
        {
            r.ReadArrayHeader();
            return r.ReadArrayHeader();
        });
    }

    [Fact]
    public void Only_nil_is_read_as_nil()
    {
        Wire.ReadOne([WireCode.Nil], static (ref WireReader r) => r.TryReadNil(), Assert.True);
        Wire.Read(
            [WireCode.False],
            static (ref WireReader r) =>
            {
                Assert.Equal(WireCode.False, r.Peek());
                return r.TryReadNil() || r.ReadBoolean();
            },
            Assert.False);
        Wire.Fails([], static (ref WireReader r) => r.TryReadNil());
        Wire.Fails([], static (ref WireReader r) => r.Peek());
    }

    [Fact]
    public void Depth_is_limited_on_both_sides()
    {
        byte[] deepest = Wire.Write(static (ref WireWriter w) => Nest(ref w, WireLimits.MaxDepth));
        Wire.ReadOne(deepest, static (ref WireReader r) => Unnest(ref r), static depth => Assert.Equal(WireLimits.MaxDepth, depth));

        CallSerializationException exception = Assert.Throws<CallSerializationException>(
            () => Wire.Write(static (ref WireWriter w) => Nest(ref w, WireLimits.MaxDepth + 1)));
        Assert.Contains("deeper than 512", exception.Message, StringComparison.Ordinal);
        Assert.Contains("a cycle?", exception.Message, StringComparison.Ordinal);

        byte[] tooDeep = [.. Enumerable.Repeat((byte)0x91, WireLimits.MaxDepth + 1), WireCode.Nil];
        Wire.Fails(tooDeep, static (ref WireReader r) => Unnest(ref r));
        Wire.Fails(tooDeep, static (ref WireReader r) => Skip(ref r));
    }

    [Fact]
    public void Skip_counts_the_depth_it_begins_at()
    {
        byte[] payload = [.. Enumerable.Repeat((byte)0x91, WireLimits.MaxDepth), WireCode.Nil];
        Wire.Read(payload, static (ref WireReader r) => Skip(ref r), Assert.True);
        Wire.Fails(payload, static (ref WireReader r) =>
        {
            r.Enter();
            return Skip(ref r);
        });
    }

    [Fact]
    public void What_was_left_can_be_entered_again()
    {
        Wire.Write(static (ref WireWriter w) =>
        {
            for (int i = 0; i < 10 * WireLimits.MaxDepth; i++)
            {
                w.WriteObjectHeader(0);
                w.Leave();
            }
        });
    }

    [Fact]
    public void Skip_goes_past_one_value_of_any_kind()
    {
        byte[] payload = Wire.Write(static (ref WireWriter w) =>
        {
            w.WriteArrayHeader(3);
            w.WriteMapHeader(2);
            w.WriteString("key");
            w.WriteBytes(new byte[300]);
            w.WriteDecimal(1.5m);
            w.WriteArrayHeader(0);
            w.WriteRaw(new double[100]);
            w.WriteDateTime(DateTime.UnixEpoch);
            w.WriteInt64(long.MinValue);
        });
        Wire.Read(
            payload,
            static (ref WireReader r) =>
            {
                Skip(ref r);
                return r.ReadInt64();
            },
            static value => Assert.Equal(long.MinValue, value));
    }

    private static int Nils(ref WireReader reader, int count)
    {
        int nils = 0;
        for (int i = 0; i < count; i++)
        {
            if (reader.TryReadNil()) nils++;
        }

        return nils;
    }

    private static int ReadObject(ref WireReader reader, int members)
    {
        reader.ReadObjectHeader(members);
        return members;
    }

    private static void Nest(ref WireWriter writer, int depth)
    {
        if (depth == 0)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteObjectHeader(1);
        Nest(ref writer, depth - 1);
        writer.Leave();
    }

    private static int Unnest(ref WireReader reader)
    {
        if (reader.TryReadNil()) return 0;
        reader.ReadObjectHeader(1);
        int depth = Unnest(ref reader) + 1;
        reader.Leave();
        return depth;
    }

    private static bool Skip(ref WireReader reader)
    {
        reader.Skip();
        return reader.End;
    }
}
