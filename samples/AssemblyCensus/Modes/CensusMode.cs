namespace AssemblyCensus.Modes;

/// <summary>Who does the work.</summary>
internal enum CensusMode
{
    Sequential,
    Threads,
    Pool,
}
