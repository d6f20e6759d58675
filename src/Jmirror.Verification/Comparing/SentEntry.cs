namespace Jmirror.Verification.Comparing;

/// <summary>
/// A sent packet in the window. Links are distances between ordinals, 0 for none; one that leads out of the window
/// counts as none.
/// </summary>
internal struct SentEntry
{
    public ulong Digest;
    public long Time;

    /// <summary>Place in its stream, from 0.</summary>
    public long Position;

    public int Stream;
    public int NextInStream;
    public int NextEqual;
    public int PreviousEqual;
    public ushort Length;
    public bool HasArrived;
    public bool IsIndexed;
}
