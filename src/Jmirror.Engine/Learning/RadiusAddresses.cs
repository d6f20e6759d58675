using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Learning;

/// <summary>The attributes of RADIUS that give a subscriber addresses and prefixes.</summary>
/// <remarks>
/// Framed-IP-Netmask is not looked at: on access networks it is the mask of a shared subnet, and a copy of another
/// subscriber's packet would be worse than a missing one. Prefixes behind the subscriber come with Framed-Route.
/// </remarks>
public static class RadiusAddresses
{
    private const int HostLength = 128;

    // "The user should be allowed to select an address" and "the NAS should select an address" (RFC 2865, section 5.8).
    private const uint ChosenByUser = 0xffff_ffff;
    private const uint ChosenByNas = 0xffff_fffe;

    /// <summary>All of them in a packet; null when it tells none.</summary>
    public static IReadOnlyList<IpPrefix>? ReadAll(RadiusPacketView packet)
    {
        List<IpPrefix>? addresses = null;
        foreach (var attribute in packet.Attributes)
        {
            if (TryRead(attribute, out var prefix))
                (addresses ??= []).Add(prefix);
        }
        return addresses;
    }

    private static bool TryRead(RadiusAttributeView attribute, out IpPrefix prefix)
    {
        switch (attribute.Type)
        {
            case RadiusAttributeType.FramedIpAddress:
                prefix = default;
                if (
                    !RadiusValues.TryReadIpv4(attribute.Value, out var address)
                    || address.Value is 0 or ChosenByUser or ChosenByNas
                )
                    return false;
                prefix = new IpPrefix(IpPrefix.FromIpv4(address.Value), HostLength);
                return true;
            case RadiusAttributeType.FramedIpv6Address:
                var isRead = RadiusValues.TryReadIpv6(attribute.Value, out var host);
                prefix = new IpPrefix(host, HostLength);
                return isRead;
            case RadiusAttributeType.FramedIpv6Prefix or RadiusAttributeType.DelegatedIpv6Prefix:
                return RadiusValues.TryReadIpv6Prefix(attribute.Value, out prefix) && prefix.Length > 0;
            case RadiusAttributeType.FramedRoute or RadiusAttributeType.FramedIpv6Route:
                return TryReadRoute(attribute.Value, out prefix);
            default:
                prefix = default;
                return false;
        }
    }

    /// <summary>Reads the prefix of a route: <c>192.0.2.0/24 0.0.0.0 1</c> (RFC 2865, section 5.22). A default route is nobody's own.</summary>
    private static bool TryReadRoute(ReadOnlySpan<byte> value, out IpPrefix prefix)
    {
        var blank = value.IndexOf((byte)' ');
        var text = Encoding.UTF8.GetString(blank < 0 ? value : value[..blank]);
        return IpPrefix.TryParse(text, out prefix)
            && text.Contains('/', StringComparison.Ordinal)
            && prefix.Length != (prefix.IsIpv4 ? IpPrefix.Ipv4Offset : 0);
    }
}
