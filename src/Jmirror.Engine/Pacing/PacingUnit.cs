namespace Jmirror.Engine.Pacing;

/// <summary>What a schedule counts: the unit of a copy's position on it.</summary>
public enum PacingUnit : byte
{
    /// <summary>Nothing: every copy is due at once.</summary>
    None,

    /// <summary>Copies: a copy's position is the number of copies before it.</summary>
    Copies,

    /// <summary>
    /// Bytes of IP datagrams, outer header included, link header not: a copy's position is the number of bytes
    /// before it.
    /// </summary>
    Bytes,

    /// <summary>Nanoseconds of the capture: a copy's position is its frame's timestamp less the first one's.</summary>
    CaptureTime,
}
