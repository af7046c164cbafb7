using System.Text.Json;

namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>The worker's side of <see cref="JsonWorker"/>.</summary>
internal static class JsonServer
{
    internal static void Serve()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        while (input.ReadLine() is { } line)
        {
            JsonCall<JsonElement> call = JsonSerializer.Deserialize<JsonCall<JsonElement>>(line)!;
            output.WriteLine(Answer(call.Operation, call.Argument));
        }
    }

    private static string Answer(Operation operation, JsonElement argument) => operation switch
    {
        Operation.Increment => JsonSerializer.Serialize(Work.Increment(argument.GetInt32())),
        Operation.IncrementAll => JsonSerializer.Serialize(Array.ConvertAll(argument.Deserialize<int[]>()!, Work.Increment)),
        Operation.MeasureAll => JsonSerializer.Serialize(Array.ConvertAll(argument.Deserialize<string[]>()!, Work.Measure)),
        Operation.Echo => JsonSerializer.Serialize(Work.Echo(argument.GetBytesFromBase64())),
        Operation.EchoRecords => JsonSerializer.Serialize(Work.EchoRecords(argument.Deserialize<Record[]>()!)),
        Operation.CountPrimes => JsonSerializer.Serialize(Work.CountPrimes(argument[0].GetInt32(), argument[1].GetInt32())),
        Operation.Spin => JsonSerializer.Serialize(Work.Spin(argument.GetInt32())),
        Operation.Forever => JsonSerializer.Serialize(Work.Forever(0)),
        Operation.Sleep => Slept(argument.GetInt32()),
        Operation.Allocate => JsonSerializer.Serialize(Work.Allocate(argument.GetInt32())),
        _ => throw new InvalidDataException($"{operation}"),
    };

    private static string Slept(int milliseconds)
    {
        Work.Sleep(milliseconds);
        return "0";
    }
}
