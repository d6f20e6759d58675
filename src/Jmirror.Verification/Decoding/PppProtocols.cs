namespace Jmirror.Verification.Decoding;

/// <summary>PPP protocol numbers as people call them (IANA "PPP DLL Protocol Numbers").</summary>
internal static class PppProtocols
{
    /// <summary>The name, or <c>protocol 0x00fb</c>.</summary>
    public static string NameOf(ushort protocol) =>
        protocol switch
        {
            0x0021 => "IPv4",
            0x002d => "VJ compressed TCP",
            0x002f => "VJ uncompressed TCP",
            0x003d => "Multilink",
            0x0057 => "IPv6",
            0x00fd => "compressed data",
            0x0281 => "MPLS",
            0x8021 => "IPCP",
            0x8053 => "ECP",
            0x8057 => "IPV6CP",
            0x80fd => "CCP",
            0x8281 => "MPLSCP",
            0xc021 => "LCP",
            0xc023 => "PAP",
            0xc025 => "LQR",
            0xc02b => "BACP",
            0xc223 => "CHAP",
            0xc227 => "EAP",
            _ => $"protocol 0x{protocol:x4}",
        };
}
