namespace Simulation;

/// <summary>Two galaxies that fly towards each other: stars on circles around a heavy centre. The same seed gives the same stars.</summary>
internal static class Galaxies
{
    private const double CentreMass = 1;
    private const double StarsMass = 0.2;
    private const double InnerRadius = 0.15;
    private const double OuterRadius = 1;

    /// <summary>Makes the bodies, half of them for each galaxy. The first of each half is its centre.</summary>
    internal static void Create(Bodies bodies, int seed)
    {
        Random random = new(seed);
        int half = bodies.Count / 2;
        CreateOne(bodies, 0, half, random, (X: -1.3, Y: -0.5), (X: 0.45, Y: 0), tilt: 0.4);
        CreateOne(bodies, half, bodies.Count - half, random, (X: 1.3, Y: 0.5), (X: -0.45, Y: 0), tilt: -0.9);
        Gravity.HalfStepBack(bodies);
    }

    private static void CreateOne(
        Bodies bodies, int first, int count, Random random, (double X, double Y) centre, (double X, double Y) velocity, double tilt)
    {
        bodies.Masses[first] = CentreMass;
        bodies.Positions(0).Set(first, centre.X, centre.Y, 0);
        bodies.Velocities.Set(first, velocity.X, velocity.Y, 0);
        (double sinTilt, double cosTilt) = Math.SinCos(tilt);
        for (int index = first + 1; index < first + count; index++)
        {
            double radius = InnerRadius + (OuterRadius - InnerRadius) * random.NextDouble();
            double speed = Math.Sqrt((CentreMass + StarsMass * (radius - InnerRadius)) / radius);
            (double sin, double cos) = Math.SinCos(Math.Tau * random.NextDouble());
            bodies.Masses[index] = StarsMass / count;
            // A circle in the plane, turned around the x axis.
            bodies.Positions(0).Set(index, centre.X + radius * cos, centre.Y + radius * sin * cosTilt, radius * sin * sinTilt);
            bodies.Velocities.Set(index, velocity.X - speed * sin, velocity.Y + speed * cos * cosTilt, speed * cos * sinTilt);
        }
    }
}
