namespace ParallelGen.Tests.Encoding;

public sealed class FrameMarkerTests
{
    [Fact]
    public void A_failure_marker_is_no_value()
    {
        byte[] payload = Wire.Write(static (ref WireWriter w) =>
        {
            w.WriteFailureMarker();
            w.WriteInt32(5);
        });
        Wire.Read(
            payload,
            static (ref WireReader r) =>
            {
                Assert.True(r.TryReadFailureMarker());
                Assert.False(r.TryReadFailureMarker());
                return r.ReadInt32();
            },
            static value => Assert.Equal(5, value));
        Wire.Fails(payload, static (ref WireReader r) =>
        {
            r.Skip();
            return 0;
        });
    }

    [Fact]
    public void Encoded_values_are_appended_as_they_are()
    {
        using PayloadBuffer encoded = new();
        WireWriter first = new(encoded);
        for (int i = 0; i < 10_000; i++) first.WriteInt32(i);
        PayloadBuffer.Complete(ref first);
        byte[] payload = Wire.Write((ref WireWriter w) =>
        {
            w.WriteNil();
            w.WriteEncoded(encoded);
        });
        Assert.Equal([WireCode.Nil, .. Wire.Bytes(encoded)], payload);
    }
}
