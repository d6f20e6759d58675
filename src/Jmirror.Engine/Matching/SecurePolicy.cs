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

    /// <summary>
    /// Packets that any of these fits are not copied, whatever the classifiers say: the drop policy of MX Series
    /// (Junos 12.3).
    /// </summary>
    public IReadOnlyList<Classifier> Drop { get; init; } = [];

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
