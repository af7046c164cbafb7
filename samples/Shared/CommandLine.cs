using System.CommandLine;
using System.CommandLine.Parsing;

namespace Samples;

/// <summary>Options that the samples share.</summary>
internal static class CommandLine
{
    /// <summary>The number of workers, by default one for each core.</summary>
    internal static Option<int> Workers() => Number(
        "--workers", "How many workers (or threads) run at once.", Environment.ProcessorCount, minimum: 1, maximum: 1024);

    /// <summary>A whole number between two bounds; anything else is an error that names them.</summary>
    internal static Option<int> Number(string name, string description, int defaultValue, int minimum, int maximum)
    {
        Option<int> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result => Check(result, name, minimum, maximum));
        return option;
    }

    /// <summary>A whole number that may be left out.</summary>
    internal static Option<int?> OptionalNumber(string name, string description, int minimum)
    {
        Option<int?> option = new(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result => Check(result, name, minimum, int.MaxValue));
        return option;
    }

    /// <summary>A folder for the files that a sample makes.</summary>
    internal static Option<DirectoryInfo> Folder(string files) =>
        new("--folder") { Description = $"The folder that keeps {files}; by default a temporary one that goes with the program.", HelpName = "DIR" };

    private static void Check(OptionResult result, string name, int minimum, int maximum)
    {
        // A text that is no number has its own error already, and has no value to look at.
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < minimum || value > maximum))
            result.AddError($"{name} must be from {minimum} to {maximum}, not {value}.");
    }
}
