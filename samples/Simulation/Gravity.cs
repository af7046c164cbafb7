using System.Numerics;
using System.Runtime.InteropServices;

namespace Simulation;

/// <summary>
/// Newton's law between every two bodies, by direct summation. Velocities are half a step ahead of positions (leapfrog), so that energy does not
/// drift away.
/// </summary>
internal static class Gravity
{
    internal const double TimeStep = 0.005;

    /// <summary>Bodies are not points: this keeps those that meet from being thrown out by a rounding error.</summary>
    private const double Softening = 0.05;

    /// <summary>Moves some bodies by a step. Reads all positions, and writes nothing but these bodies' velocities and next positions.</summary>
    internal static void Step(Bodies bodies, BodyRange range, int step)
    {
        Vectors velocities = bodies.Velocities;
        Vectors here = bodies.Positions(step);
        Vectors next = bodies.Positions(step + 1);
        for (int index = range.First; index < range.First + range.Count; index++)
        {
            (double x, double y, double z) = Acceleration(bodies, step, index);
            velocities.X[index] += x * TimeStep;
            velocities.Y[index] += y * TimeStep;
            velocities.Z[index] += z * TimeStep;
            next.X[index] = here.X[index] + velocities.X[index] * TimeStep;
            next.Y[index] = here.Y[index] + velocities.Y[index] * TimeStep;
            next.Z[index] = here.Z[index] + velocities.Z[index] * TimeStep;
        }
    }

    /// <summary>Brings the velocities, which are of the same time as the positions, half a step behind them, where the first step expects them.</summary>
    internal static void HalfStepBack(Bodies bodies)
    {
        Vectors velocities = bodies.Velocities;
        for (int index = 0; index < bodies.Count; index++)
        {
            (double x, double y, double z) = Acceleration(bodies, 0, index);
            velocities.X[index] -= x * TimeStep / 2;
            velocities.Y[index] -= y * TimeStep / 2;
            velocities.Z[index] -= z * TimeStep / 2;
        }
    }

    /// <summary>The energy of all bodies after so many steps, which should stay what it is.</summary>
    internal static double Energy(Bodies bodies, int steps)
    {
        Vectors velocities = bodies.Velocities;
        Vectors positions = bodies.Positions(steps);
        double energy = 0;
        for (int index = 0; index < bodies.Count; index++)
        {
            (double x, double y, double z) = Acceleration(bodies, steps, index);
            double square = Square(
                velocities.X[index] + x * TimeStep / 2,
                velocities.Y[index] + y * TimeStep / 2,
                velocities.Z[index] + z * TimeStep / 2);
            energy += bodies.Masses[index] * square / 2;
            for (int other = 0; other < index; other++)
            {
                double distance = Square(
                    positions.X[index] - positions.X[other],
                    positions.Y[index] - positions.Y[other],
                    positions.Z[index] - positions.Z[other]);
                energy -= bodies.Masses[index] * bodies.Masses[other] / Math.Sqrt(distance + Softening * Softening);
            }
        }
        return energy;
    }

    /// <summary>What all others do to one body, a few of them at once. A body does nothing to itself: its distance is zero.</summary>
    private static (double X, double Y, double Z) Acceleration(Bodies bodies, int step, int index)
    {
        Vectors positions = bodies.Positions(step);
        ReadOnlySpan<Vector<double>> masses = Several(bodies.Masses);
        ReadOnlySpan<Vector<double>> allX = Several(positions.X);
        ReadOnlySpan<Vector<double>> allY = Several(positions.Y);
        ReadOnlySpan<Vector<double>> allZ = Several(positions.Z);
        Vector<double> hereX = new(positions.X[index]);
        Vector<double> hereY = new(positions.Y[index]);
        Vector<double> hereZ = new(positions.Z[index]);
        Vector<double> softening = new(Softening * Softening);
        Vector<double> x = Vector<double>.Zero;
        Vector<double> y = Vector<double>.Zero;
        Vector<double> z = Vector<double>.Zero;
        for (int other = 0; other < masses.Length; other++)
        {
            Vector<double> toX = allX[other] - hereX;
            Vector<double> toY = allY[other] - hereY;
            Vector<double> toZ = allZ[other] - hereZ;
            Vector<double> square = toX * toX + toY * toY + toZ * toZ + softening;
            Vector<double> pull = masses[other] / (square * Vector.SquareRoot(square));
            x += toX * pull;
            y += toY * pull;
            z += toZ * pull;
        }
        return (Vector.Sum(x), Vector.Sum(y), Vector.Sum(z));
    }

    private static ReadOnlySpan<Vector<double>> Several(Span<double> row) => MemoryMarshal.Cast<double, Vector<double>>(row);

    private static double Square(double x, double y, double z) => x * x + y * y + z * z;
}
