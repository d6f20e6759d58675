using System.Globalization;
using Jmirror.Protocol.Ip;

namespace Jmirror.Cli.Options;

/// <summary>An IPv4 address with or without a UDP port, written <c>192.0.2.100:30030</c>.</summary>
internal readonly record struct Endpoint(Ipv4Address Address, ushort? Port)
{
    public static bool TryParse(string text, out Endpoint endpoint)
    {
        endpoint = default;
        var colon = text.IndexOf(':');
        if (!Ipv4Address.TryParse(colon < 0 ? text : text.AsSpan(0, colon), out var address))
            return false;
        if (colon < 0)
        {
            endpoint = new Endpoint(address, null);
            return true;
        }
        if (
            !ushort.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
            || port == 0
        )
            return false;
        endpoint = new Endpoint(address, port);
        return true;
    }
}
