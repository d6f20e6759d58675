using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>The attributes by which the router names itself and a session, in each of its requests.</summary>
/// <param name="config">How the router names itself.</param>
/// <param name="routerName">NAS-Identifier where <paramref name="config"/> has none.</param>
internal sealed class SessionAttributes(RadiusConfig config, string routerName)
{
    private const uint Framed = 2; // Service-Type, RFC 2865 section 5.6
    private const uint Ethernet = 15; // NAS-Port-Type, RFC 2865 section 5.41

    /// <summary>Writes them.</summary>
    public void Write(ref RadiusPacketWriter writer, IReadOnlyList<SubscriberIdentity> identities)
    {
        writer.AddText(RadiusAttributeType.NasIdentifier, config.NasIdentifier ?? routerName);
        if (config.NasIpAddress is { } address)
            writer.AddIpv4(RadiusAttributeType.NasIpAddress, address);
        writer.AddNumber(RadiusAttributeType.ServiceType, Framed);
        writer.AddNumber(RadiusAttributeType.NasPortType, Ethernet);
        foreach (var identity in identities)
            Write(ref writer, identity);
    }

    /// <summary>Writes addresses and prefixes of a session.</summary>
    public static void Write(ref RadiusPacketWriter writer, IReadOnlyList<IpPrefix> addresses)
    {
        foreach (var address in addresses)
        {
            if (!address.IsIpv4)
                writer.AddIpv6Prefix(RadiusAttributeType.FramedIpv6Prefix, address);
            else if (address.Length == HostLength)
                writer.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address((uint)address.Address));
            else
                writer.AddText(RadiusAttributeType.FramedRoute, $"{address} 0.0.0.0 1");
        }
    }

    private const int HostLength = 128;

    private static void Write(ref RadiusPacketWriter writer, SubscriberIdentity identity)
    {
        switch (identity.Kind)
        {
            case IdentityKind.Username:
                writer.AddText(RadiusAttributeType.UserName, identity.Value);
                break;
            case IdentityKind.AcctSessionId:
                writer.AddText(RadiusAttributeType.AcctSessionId, identity.Value);
                break;
            case IdentityKind.CallingStationId:
                writer.AddText(RadiusAttributeType.CallingStationId, identity.Value);
                break;
            case IdentityKind.NasPortId:
                writer.AddText(RadiusAttributeType.NasPortId, identity.Value);
                break;
            case IdentityKind.AgentCircuitId:
                writer.AddText(RadiusAttributeType.AgentCircuitId, identity.Value);
                break;
            case IdentityKind.AgentRemoteId:
                writer.AddText(RadiusAttributeType.AgentRemoteId, identity.Value);
                break;
            default:
                writer.Add(RadiusAttributeType.DhcpOption82, HexadecimalOf(identity.Value));
                break;
        }
    }

    /// <summary>The bytes of an option 82; what is no hexadecimal text goes as the text it is.</summary>
    private static byte[] HexadecimalOf(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : System.Text.Encoding.UTF8.GetBytes(text);
}
