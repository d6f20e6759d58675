namespace Jmirror.Traffic.Applications.Captures;

/// <summary>Why a frame of a capture did not become part of a template.</summary>
public enum CaptureSkip
{
    /// <summary>It carries no IP packet.</summary>
    NonIp,

    /// <summary>A header contradicts itself.</summary>
    Malformed,

    /// <summary>The capture has cut bytes off it.</summary>
    Truncated,

    /// <summary>Its link type is not known.</summary>
    UnsupportedLinkType,

    /// <summary>Neither its source nor its destination is the subscriber's address.</summary>
    OtherAddress,

    /// <summary>It is longer than the limit.</summary>
    TooLong,

    /// <summary>Those before it have filled the memory set aside.</summary>
    NoRoom,
}
