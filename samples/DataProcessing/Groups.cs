namespace DataProcessing;

/// <summary>Groups trips by zone and hour of the day.</summary>
internal static class Groups
{
    internal const int Zones = 260;

    internal const int Hours = 24;

    internal static GroupSums[] Of(ReadOnlySpan<Trip> trips)
    {
        GroupSums[] groups = new GroupSums[Zones * Hours];
        foreach (ref readonly Trip trip in trips)
            groups[trip.Zone * Hours + trip.Hour].Add(new GroupSums(1, trip.Fare, trip.Tip, trip.Distance));
        return groups;
    }

    /// <summary>All sums are of whole numbers: the order of the parts does not matter.</summary>
    internal static GroupSums[] Merge(IEnumerable<GroupSums[]> parts)
    {
        GroupSums[] all = new GroupSums[Zones * Hours];
        foreach (GroupSums[] part in parts)
        {
            for (int index = 0; index < all.Length; index++)
                all[index].Add(part[index]);
        }
        return all;
    }
}
