using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Protocol.Link;

/// <summary>
/// What the first byte of a captured frame is: the LINKTYPE_ number of capture files
/// (https://www.tcpdump.org/linktypes.html), which are also the DLT_ numbers where those are portable.
/// </summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum LinkType : ushort
{
    /// <summary>BSD loopback: 4-byte protocol family in the capturing host's byte order.</summary>
    Null = 0,

    /// <summary>Ethernet II or IEEE 802.3.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without the FF 03 address and control bytes.</summary>
    Ppp = 9,

    /// <summary>Raw IP; the number some BSDs write (DLT_RAW there).</summary>
    RawBsd = 12,

    /// <summary>Raw IP; the number OpenBSD writes.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662), address and control bytes present; or Cisco HDLC.</summary>
    PppHdlc = 50,

    /// <summary>PPPoE session packets: the frame begins with the PPPoE header (RFC 2516).</summary>
    PppEther = 51,

    /// <summary>Raw IP, version 4 or 6 by the first nibble.</summary>
    Raw = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>OpenBSD loopback: 4-byte protocol family, big-endian.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, 16-byte header.</summary>
    LinuxSll = 113,

    /// <summary>PPP with a leading direction byte: 0 received by the capturing host, otherwise sent.</summary>
    PppWithDirection = 204,

    /// <summary>Raw IPv4.</summary>
    Ipv4 = 228,

    /// <summary>Raw IPv6.</summary>
    Ipv6 = 229,

    /// <summary>Linux cooked capture version 2, 20-byte header.</summary>
    LinuxSll2 = 276,
}
