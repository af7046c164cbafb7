namespace DataProcessing;

/// <summary>Makes trips that resemble those of a large city: few zones have most of them, some are far out, and there are busy hours. The same seed gives the same trips.</summary>
internal sealed class TripMaker(int seed)
{
    private const int Days = 365;

    /// <summary>How busy each hour of the day is.</summary>
    private static readonly int[] s_busy = [4, 2, 1, 1, 1, 2, 4, 7, 9, 8, 7, 7, 8, 8, 9, 9, 10, 12, 13, 11, 9, 9, 8, 6];

    private static readonly int s_allBusy = s_busy.Sum();

    private readonly Random _random = new(seed);

    internal Trip Next()
    {
        double skewed = _random.NextDouble();
        // Neighbours in the list are not neighbours in the city.
        int zone = (int)(skewed * skewed * skewed * Groups.Zones) * 97 % Groups.Zones;
        int distance = 30 + (int)(-(100 + zone) * Math.Log(1 - _random.NextDouble()));
        int fare = 300 + distance * 5 / 2 + _random.Next(400);
        Payment payment = _random.Next(4) == 0 ? Payment.Cash : Payment.Card;
        return new Trip(
            _random.Next(Days) * 24 * 60 + (Hour() + zone % 4) % 24 * 60 + _random.Next(60),
            (short)zone,
            (byte)(1 + _random.Next(4) * _random.Next(2)),
            payment,
            distance,
            fare,
            payment == Payment.Card ? fare * _random.Next(30) / 100 : 0);
    }

    private int Hour()
    {
        int left = _random.Next(s_allBusy);
        int hour = 0;
        while (left >= s_busy[hour])
            left -= s_busy[hour++];
        return hour;
    }
}
