namespace DataProcessing;

/// <summary>One row of the file, in 20 bytes: money in cents and distances in hundredths of a mile, so that sums are exact.</summary>
/// <param name="Minute">When the trip began: minutes since the year did.</param>
/// <param name="Zone">Where it began, from 0.</param>
/// <param name="Passengers">How many people.</param>
/// <param name="Payment">How it was paid.</param>
/// <param name="Distance">How far, in hundredths of a mile.</param>
/// <param name="Fare">The price, in cents.</param>
/// <param name="Tip">What was given on top, in cents.</param>
internal readonly record struct Trip(int Minute, short Zone, byte Passengers, Payment Payment, int Distance, int Fare, int Tip)
{
    internal int Hour => Minute / 60 % 24;
}
