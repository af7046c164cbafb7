using ParallelGen.Benchmarks.Peers;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.HandWritten;
using ParallelGen.Benchmarks.Peers.Measuring;

// A process that measures, or is a worker, must not pay for reading options.
switch (args)
{
    case [HiddenCommand.Measure, string subject, string row, string pace]:
        return await MeasuringProcess.RunAsync(subject, row, pace == Pace.Quick);
    case [HiddenCommand.ServeSocket, string address]:
        SocketServer.Serve(address);
        return 0;
    case [HiddenCommand.ServeJson]:
        JsonServer.Serve();
        return 0;
    default:
        return await RaceProgram.RunAsync(args);
}
