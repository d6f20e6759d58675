using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// A trigger on a subscriber, and which frames of a capture it must copy: told by a tshark filter, without any code
/// of ours.
/// </summary>
/// <param name="Capture">File name; own ones, or those that a workplace keeps for itself.</param>
/// <param name="Trigger">The trigger, as YAML.</param>
/// <param name="Filter">Display filter of the frames whose packet is copied.</param>
/// <param name="Layer">What of them is copied.</param>
public sealed record TriggerCase(string Capture, string Trigger, string Filter, CopiedLayer Layer)
{
    private const int EthernetLength = 14;
    private const int TagLength = 4;
    private const int PppoeLength = 8;

    /// <summary>Path of the capture; skips the test where it is not to be had.</summary>
    public string Path =>
        Capture.Contains('/', StringComparison.Ordinal) ? Captures.Shared(Capture) : Captures.Own(Capture);

    /// <summary>The copies that the trigger must make, in order.</summary>
    public List<byte[]> Expected =>
        Layer switch
        {
            CopiedLayer.Ethernet => Oracle.IpPackets(Path, Filter, EthernetLength),
            CopiedLayer.TwoTags => Oracle.IpPackets(Path, Filter, EthernetLength + 2 * TagLength),
            CopiedLayer.TwoTagsPppoe => Oracle.IpPackets(
                Path,
                Filter,
                EthernetLength + 2 * TagLength + PppoeLength
            ),
            CopiedLayer.Pppoe => Oracle.IpPackets(Path, Filter, EthernetLength + PppoeLength),
            CopiedLayer.L2tp => Oracle.PppFrames(Path, Filter, EthernetLength),
            _ => Oracle.PppFrames(Path, Filter, EthernetLength + PppoeLength),
        };

    public override string ToString() => $"{Capture}: {Trigger}";
}

/// <summary>Where in a frame the copied packet lies.</summary>
public enum CopiedLayer
{
    /// <summary>IP in Ethernet.</summary>
    Ethernet,

    /// <summary>IP behind two VLAN tags.</summary>
    TwoTags,

    /// <summary>IP in PPPoE behind two VLAN tags.</summary>
    TwoTagsPppoe,

    /// <summary>IP in PPPoE.</summary>
    Pppoe,

    /// <summary>The PPP frame in an L2TP data message.</summary>
    L2tp,

    /// <summary>The PPP frame in an L2TP data message that is itself in PPPoE.</summary>
    L2tpInPppoe,
}
