namespace ParallelGen.Protocol;

/// <summary>
/// The two connections of a worker. Calls are read by the worker's main thread, which is deaf while a method runs; control is read all
/// the time by a thread of its own, which also sees there when the parent dies.
/// </summary>
internal enum Channel : byte
{
    Control = 1,
    Calls = 2,
}
