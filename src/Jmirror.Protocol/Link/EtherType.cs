using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Protocol.Link;

/// <summary>
/// What follows an Ethernet header or a tag (IEEE 802 Numbers, registry of IANA). Values up to
/// <see cref="LlcHeader.MaxFrameLength"/> are no type but the length of an IEEE 802.3 frame.
/// </summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum EtherType : ushort
{
    /// <summary>No type: an 802.3 frame of length 0.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    Ipv4 = 0x0800,

    /// <summary>ARP.</summary>
    Arp = 0x0806,

    /// <summary>IEEE 802.1Q customer tag.</summary>
    CustomerTag = 0x8100,

    /// <summary>IPv6.</summary>
    Ipv6 = 0x86dd,

    /// <summary>MPLS label stack, downstream-assigned label on top (RFC 5332); unicast in most networks.</summary>
    Mpls = 0x8847,

    /// <summary>MPLS label stack, upstream-assigned label on top (RFC 5332); multicast before that RFC.</summary>
    MplsUpstreamAssigned = 0x8848,

    /// <summary>PPPoE discovery (RFC 2516).</summary>
    PppoeDiscovery = 0x8863,

    /// <summary>PPPoE session (RFC 2516).</summary>
    PppoeSession = 0x8864,

    /// <summary>IEEE 802.1ad service tag.</summary>
    ServiceTag = 0x88a8,

    /// <summary>Service tag as sent before 802.1ad fixed a number; a Juniper default for stacked VLANs.</summary>
    LegacyServiceTag9100 = 0x9100,

    /// <summary>Another service tag from before 802.1ad.</summary>
    LegacyServiceTag9200 = 0x9200,
}
