using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>How the value of an attribute is written.</summary>
internal enum AttributeForm
{
    /// <summary>Text, sent as UTF-8.</summary>
    Text,

    /// <summary>Number of 32 bits.</summary>
    Number,

    /// <summary>IPv4 address.</summary>
    Address,

    /// <summary>Bytes in hexadecimal.</summary>
    Octets,

    /// <summary>on, off, noop, or a number.</summary>
    Action,
}

/// <summary>Attributes of dynamic requests by the names of RFC 2865, 2866, 4679 and of Juniper's documents.</summary>
internal static class AttributeNames
{
    private static readonly Dictionary<string, (RadiusAttributeType Type, AttributeForm Form)> Known = new(
        StringComparer.Ordinal
    )
    {
        ["User-Name"] = (RadiusAttributeType.UserName, AttributeForm.Text),
        ["Acct-Session-Id"] = (RadiusAttributeType.AcctSessionId, AttributeForm.Text),
        ["Acct-Multi-Session-Id"] = (RadiusAttributeType.AcctMultiSessionId, AttributeForm.Text),
        ["Calling-Station-Id"] = (RadiusAttributeType.CallingStationId, AttributeForm.Text),
        ["NAS-Port-Id"] = (RadiusAttributeType.NasPortId, AttributeForm.Text),
        ["NAS-Identifier"] = (RadiusAttributeType.NasIdentifier, AttributeForm.Text),
        ["NAS-IP-Address"] = (RadiusAttributeType.NasIpAddress, AttributeForm.Address),
        ["Framed-IP-Address"] = (RadiusAttributeType.FramedIpAddress, AttributeForm.Address),
        ["Session-Timeout"] = (RadiusAttributeType.SessionTimeout, AttributeForm.Number),
        ["Proxy-State"] = (RadiusAttributeType.ProxyState, AttributeForm.Octets),
        ["Virtual-Router"] = (RadiusAttributeType.VirtualRouter, AttributeForm.Text),
        ["DHCP-Option-82"] = (RadiusAttributeType.DhcpOption82, AttributeForm.Octets),
        ["Agent-Circuit-Id"] = (RadiusAttributeType.AgentCircuitId, AttributeForm.Text),
        ["Agent-Remote-Id"] = (RadiusAttributeType.AgentRemoteId, AttributeForm.Text),
        ["LI-Action"] = (RadiusAttributeType.LiAction, AttributeForm.Action),
        ["Med-Dev-Handle"] = (RadiusAttributeType.MedDevHandle, AttributeForm.Octets),
        ["Med-Ip-Address"] = (RadiusAttributeType.MedIpAddress, AttributeForm.Address),
        ["Med-Port-Number"] = (RadiusAttributeType.MedPortNumber, AttributeForm.Number),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Keys];

    /// <summary>What a name stands for; null when nothing does.</summary>
    public static (RadiusAttributeType Type, AttributeForm Form)? Find(string name) =>
        Known.TryGetValue(name, out var known) ? known : null;

    /// <summary>True for the attributes that routers only take salt-encrypted.</summary>
    public static bool IsSalted(RadiusAttributeType type) =>
        type
            is RadiusAttributeType.LiAction
                or RadiusAttributeType.MedDevHandle
                or RadiusAttributeType.MedIpAddress
                or RadiusAttributeType.MedPortNumber;
}
