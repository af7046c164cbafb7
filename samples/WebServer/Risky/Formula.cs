using System.Buffers;
using System.Globalization;

namespace WebServer.Risky;

/// <summary>
/// A calculator as it is often written: it calls itself for what is in parentheses, and does not count how deep they are. A formula with
/// enough of them overflows the stack, and with the stack ends the process.
/// </summary>
internal ref struct Formula
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    private ReadOnlySpan<char> _rest;

    /// <exception cref="FormatException">The text is no formula.</exception>
    internal static double Evaluate(string text)
    {
        Formula formula = new() { _rest = text.AsSpan().Trim() };
        double value = formula.Sum();
        return formula._rest.IsEmpty ? value : throw new FormatException($"'{formula._rest[0]}' does not belong here.");
    }

    private double Sum()
    {
        double value = Product();
        while (true)
        {
            if (Take('+'))
                value += Product();
            else if (Take('-'))
                value -= Product();
            else
                return value;
        }
    }

    private double Product()
    {
        double value = Factor();
        while (true)
        {
            if (Take('*'))
                value *= Factor();
            else if (Take('/'))
                value /= Factor();
            else
                return value;
        }
    }

    private double Factor()
    {
        if (Take('-'))
            return -Factor();
        if (!Take('('))
            return Number();
        double value = Sum();
        return Take(')') ? value : throw new FormatException("A parenthesis is not closed.");
    }

    private double Number()
    {
        int length = _rest.IndexOfAnyExcept(s_digits);
        ReadOnlySpan<char> digits = length < 0 ? _rest : _rest[..length];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
            throw new FormatException(_rest.IsEmpty ? "The formula ends too early." : $"'{_rest[0]}' does not begin a number.");
        _rest = _rest[digits.Length..].TrimStart();
        return value;
    }

    private bool Take(char symbol)
    {
        if (_rest.IsEmpty || _rest[0] != symbol)
            return false;
        _rest = _rest[1..].TrimStart();
        return true;
    }
}
