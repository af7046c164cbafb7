namespace ParallelGen.Generator.Tests.Testing;

/// <summary>What a payload holds is a value, or an error that says so: whatever was done to it on the way.</summary>
internal static class Hostile
{
    private const int Changes = 100;

    /// <summary>Cuts and changes the payload of a value in many ways, and reads it.</summary>
    public static void Check(RoundTrip trip, string className, object? value)
    {
        byte[] payload = trip.Encode(className, value);
        for (int length = 0; length < payload.Length; length++)
            Assert.Throws<CallSerializationException>(() => trip.Decode(className, payload[..length]));

        var random = new Random(payload.Length);
        for (int i = 0; i < Changes; i++)
        {
            byte[] changed = [.. payload];
            for (int change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                trip.Decode(className, changed);
            }
            catch (CallSerializationException)
            {
                // As it must.
            }
        }
    }
}
