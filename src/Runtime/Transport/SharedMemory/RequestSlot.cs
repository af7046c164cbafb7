using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>What the two sides share of a request that is under way. See docs/protocol.md for the transitions of the claim word.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct RequestSlot
{
    public const int Size = 128;

    private const int Sent = 1;
    private const int Claimed = 2;
    private const int Revoked = 3;

    // Offset 0: the parent stores (call, sent) before the request is sent; then by compare-exchange only: (call, claimed) by the worker,
    // or (call, revoked) by the parent.
    [FieldOffset(0)]
    public long ClaimWord;

    // Offset 8, worker: when it claimed the request, if the request is timed. Stored before the claim word.
    [FieldOffset(8)]
    public long ClaimTime;

    // Offset 16, worker (the parent resets it before the request is sent).
    [FieldOffset(16)]
    public ItemProgress Items;

    public static long SentWord(long callId) => (callId << 2) | Sent;

    public static long ClaimedWord(long callId) => (callId << 2) | Claimed;

    public static long RevokedWord(long callId) => (callId << 2) | Revoked;
}
