using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Matching;

/// <summary>What a trigger applies to the packets it selects: which of them are copied, and in which form.</summary>
public sealed record SecurePolicy
{
    /// <summary>Both directions, every packet, form by link layer.</summary>
    public static readonly SecurePolicy Default = new();

    /// <summary>Direction that is copied, seen from the subscriber.</summary>
    public MirrorDirection Direction { get; init; } = MirrorDirection.Both;

    /// <summary>A packet is copied when any of these fits it; empty means every packet.</summary>
    public IReadOnlyList<Classifier> Classifiers { get; init; } = [];

    /// <summary>What is copied.</summary>
    public CopyForm Form { get; init; } = CopyForm.Auto;
}

/// <summary>Direction of mirrored traffic, seen from the subscriber.</summary>
[Flags]
public enum MirrorDirection : byte
{
    /// <summary>Cannot be told from the packet and its capture.</summary>
    Unknown = 0,

    /// <summary>From the subscriber (secure-input).</summary>
    Upstream = 1,

    /// <summary>To the subscriber (secure-output).</summary>
    Downstream = 2,

    /// <summary>Both; packets of unknown direction too.</summary>
    Both = Upstream | Downstream,
}

/// <summary>What of a frame becomes the mirrored packet.</summary>
public enum CopyForm : byte
{
    /// <summary>
    /// The PPP frame from native PPP links and, when selected by L2TP session, by inner address or by
    /// <see cref="Trigger.All"/>, from L2TP sessions; otherwise the IP packet.
    /// </summary>
    Auto,

    /// <summary>The IP packet; frames that carry none are not copied.</summary>
    Ip,

    /// <summary>
    /// FF 03 and the PPP frame, control packets included; an IP packet without PPP around it gets the PPP protocol
    /// number of its version.
    /// </summary>
    Ppp,
}

/// <summary>
/// Selects packets of a subscriber: every property that is set must fit the IP packet. Ports fit only packets that
/// show them: not later fragments.
/// </summary>
public sealed record Classifier
{
    /// <summary>Source address lies in this prefix.</summary>
    public IpPrefix? Source { get; init; }

    /// <summary>Destination address lies in this prefix.</summary>
    public IpPrefix? Destination { get; init; }

    /// <summary>Source port lies in this range.</summary>
    public PortRange? SourcePort { get; init; }

    /// <summary>Destination port lies in this range.</summary>
    public PortRange? DestinationPort { get; init; }

    /// <summary>IP protocol number.</summary>
    public byte? Protocol { get; init; }

    /// <summary>Differentiated services code point, 0 to 63.</summary>
    public byte? Dscp { get; init; }
}

/// <summary>Transport ports from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct PortRange(ushort First, ushort Last);
