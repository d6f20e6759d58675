using Jmirror.Engine.Impairing;

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
    public FaultKind Fault;

    /// <summary>How often it arrived whole under its name; 255 for more.</summary>
    public byte Copies;

    /// <summary>It came after one that was sent later on its stream.</summary>
    public bool IsLate;

    /// <summary>It came with the sign of its fault.</summary>
    public bool ShowsFault;

    public bool IsIndexed;

    public readonly bool HasArrived => Copies > 0;
}
