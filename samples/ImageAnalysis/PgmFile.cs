using System.Globalization;
using System.Text;

namespace ImageAnalysis;

/// <summary>Binary PGM files (<c>P5</c>): a header of four words, then the grey values.</summary>
internal static class PgmFile
{
    private const int LargestSide = 1 << 15;

    internal static void Write(string path, GrayImage image)
    {
        using FileStream file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"P5\n{image.Width} {image.Height}\n255\n"));
        file.Write(image.Pixels);
    }

    /// <exception cref="InvalidDataException">The file is no 8-bit PGM file, or ends too early.</exception>
    internal static GrayImage Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int position = 0;
        if (Word(bytes, ref position) != "P5")
            throw new InvalidDataException($"{path} is no binary PGM file.");
        int width = Number(bytes, ref position, LargestSide);
        int height = Number(bytes, ref position, LargestSide);
        Number(bytes, ref position, byte.MaxValue);
        if (bytes.Length - position < width * height)
            throw new InvalidDataException($"{path} ends too early: {width} x {height} grey values do not fit.");
        return new GrayImage(width, height, bytes[position..(position + width * height)]);
    }

    private static int Number(byte[] bytes, ref int position, int maximum)
    {
        string word = Word(bytes, ref position);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 && value <= maximum
            ? value
            : throw new InvalidDataException($"The header of a PGM file has '{word}' in place of a number from 1 to {maximum}.");
    }

    /// <summary>A word and the one white space after it; comments run from <c>#</c> to the end of the line.</summary>
    private static string Word(byte[] bytes, ref int position)
    {
        while (position < bytes.Length && (char.IsWhiteSpace((char)bytes[position]) || bytes[position] == '#'))
        {
            if (bytes[position] == '#')
                position += Math.Max(bytes.AsSpan(position).IndexOf((byte)'\n'), 0);
            position++;
        }
        int start = position;
        while (position < bytes.Length && !char.IsWhiteSpace((char)bytes[position]))
            position++;
        return Encoding.ASCII.GetString(bytes, start, position++ - start);
    }
}
