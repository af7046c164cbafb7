namespace DataProcessing;

/// <summary>What is known of the trips of one zone in one hour of the day.</summary>
internal record struct GroupSums(long Trips, long Fare, long Tip, long Distance)
{
    internal void Add(in GroupSums other)
    {
        Trips += other.Trips;
        Fare += other.Fare;
        Tip += other.Tip;
        Distance += other.Distance;
    }
}
