using Jmirror.Engine.Impairing;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Comparing;

/// <summary>What each fault makes of a copy, as a right receiver finds it. The README of this folder says why.</summary>
internal static class FaultRules
{
    /// <summary>Mirror id of the name under which copies with <see cref="FaultKind.IdZero"/> arrive.</summary>
    public const uint ZeroId = 0;

    private const int MayBeLost = 8;
    private const int WithoutFault = 2 * SentWindow.NearBy;
    private const int OtherFault = 2 * WithoutFault;

    /// <summary>True when every receiver gets the copy's own bytes, and nothing else, in its place.</summary>
    public static bool ArrivesInPlace(FaultKind fault) =>
        fault
            is FaultKind.None
                or FaultKind.Duplicate
                or FaultKind.Reorder
                or FaultKind.Delay
                or FaultKind.InnerFragment
                or FaultKind.InnerOverlap
                or FaultKind.OuterFragment
                or FaultKind.Version2
                or FaultKind.Version3;

    /// <summary>True when what comes of the copy may be found under the name of another stream.</summary>
    public static bool MayBeMisdirected(FaultKind fault) =>
        fault == FaultKind.IdZero || ArrivesInPlace(fault);

    /// <summary>True when the copy may arrive, with other bytes.</summary>
    public static bool MayBeAltered(FaultKind fault) =>
        fault
            is FaultKind.None
                or FaultKind.Truncate
                or FaultKind.Corrupt
                or FaultKind.UdpLength
                or FaultKind.UnknownPayload
                or FaultKind.Oversize;

    /// <summary>
    /// How far-fetched it is that an altered arrival is a copy with this fault, in places by which another must be nearer
    /// to be preferred: 0 when it is what the fault makes of it.
    /// </summary>
    public static int MisfitOf(in Hole hole, in Arrival arrival)
    {
        var isCut = arrival.Length < hole.Length;
        return hole.Fault switch
        {
            FaultKind.None => WithoutFault,
            FaultKind.Truncate when isCut => ShowsUdpLength(arrival) ? OtherFault : 0,
            FaultKind.UdpLength when isCut => ShowsUdpLength(arrival) ? 0 : MayBeLost,
            FaultKind.Corrupt or FaultKind.UnknownPayload when arrival.Length == hole.Length => 0,
            FaultKind.Oversize when arrival.Length > hole.Length => 0,
            _ => OtherFault,
        };
    }

    /// <summary>What a decoder must say of a copy with this fault when it arrives whole; none for most.</summary>
    public static MirrorFaults SignOf(FaultKind fault) =>
        fault switch
        {
            FaultKind.Version2 or FaultKind.Version3 => MirrorFaults.UndefinedVersion,
            FaultKind.UdpLength => MirrorFaults.UdpLengthDisagrees,
            FaultKind.IpChecksum => MirrorFaults.BadOuterChecksum,
            FaultKind.UdpChecksum => MirrorFaults.UdpChecksumWrong,
            _ => MirrorFaults.None,
        };

    /// <summary>True when a right receiver may find this of a copy with that fault.</summary>
    public static bool IsAsItShouldBe(FaultKind fault, Finding finding) =>
        fault switch
        {
            FaultKind.Loss or FaultKind.InnerMissing or FaultKind.OuterMissing or FaultKind.ShortHeader =>
                finding == Finding.Lost,
            FaultKind.Duplicate => finding == Finding.Duplicated,
            FaultKind.Reorder
            or FaultKind.Delay
            or FaultKind.InnerFragment
            or FaultKind.InnerOverlap
            or FaultKind.OuterFragment => IsWhole(finding),
            FaultKind.OuterOverlap => IsWhole(finding) || finding == Finding.Lost,
            FaultKind.Truncate => finding == Finding.Truncated,
            FaultKind.Corrupt or FaultKind.UnknownPayload or FaultKind.Oversize => finding
                == Finding.Corrupted,
            FaultKind.UdpLength => finding is Finding.Malformed or Finding.Truncated or Finding.Lost,
            FaultKind.Version2
            or FaultKind.Version3
            or FaultKind.IdZero
            or FaultKind.IpChecksum
            or FaultKind.UdpChecksum => finding is Finding.Malformed or Finding.Lost,
            _ => false,
        };

    // What the path did on top of the fault is for the limits to judge.
    private static bool IsWhole(Finding finding) =>
        finding is Finding.Received or Finding.Reordered or Finding.Duplicated or Finding.Repeated;

    private static bool ShowsUdpLength(in Arrival arrival) =>
        (arrival.Faults & MirrorFaults.UdpLengthDisagrees) != MirrorFaults.None;
}
