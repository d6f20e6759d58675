using Jmirror.Protocol.Ip;

namespace Jmirror.Verification.Reassembling;

/// <summary>Why a datagram in progress never became whole.</summary>
public enum IncompleteReason
{
    /// <summary>The input ended before the missing pieces came.</summary>
    Ended,

    /// <summary>The missing pieces did not come in time.</summary>
    Expired,

    /// <summary>It gave way to newer ones: too many datagrams in progress.</summary>
    TooMany,

    /// <summary>It gave way to newer ones: too many bytes in progress.</summary>
    TooManyBytes,

    /// <summary>A piece overlapped another.</summary>
    Overlap,

    /// <summary>Two pieces disagreed about the end.</summary>
    LengthContradiction,

    /// <summary>A piece with other bytes in the same place arrived: the router uses the identification again.</summary>
    IdentificationReused,
}

/// <summary>An outer datagram of which only pieces arrived.</summary>
/// <param name="Source">Outer source address.</param>
/// <param name="Destination">Outer destination address.</param>
/// <param name="Identification">Outer IPv4 identification, the same in all pieces.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Pieces">Pieces that had arrived.</param>
/// <param name="BytesHeld">Bytes behind the IPv4 header that had arrived.</param>
/// <param name="BytesExpected">Bytes behind the IPv4 header of the whole; null when the last piece was missing.</param>
/// <param name="FirstTimestamp">When its first piece arrived, nanoseconds since 1970-01-01 UTC.</param>
public readonly record struct IncompleteDatagram(
    Ipv4Address Source,
    Ipv4Address Destination,
    ushort Identification,
    IncompleteReason Reason,
    int Pieces,
    int BytesHeld,
    int? BytesExpected,
    long FirstTimestamp
);
