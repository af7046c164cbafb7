namespace Simulation;

/// <summary>The bodies that one call moves.</summary>
internal readonly record struct BodyRange(int First, int Count)
{
    /// <summary>Parts bodies evenly.</summary>
    internal static BodyRange[] Split(int bodies, int parts)
    {
        BodyRange[] ranges = new BodyRange[parts];
        for (int part = 0; part < parts; part++)
        {
            int first = (int)((long)bodies * part / parts);
            ranges[part] = new BodyRange(first, (int)((long)bodies * (part + 1) / parts) - first);
        }
        return ranges;
    }
}
