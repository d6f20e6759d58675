using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Ppp;

/// <summary>The IP-Address option of IPCP: type 3, four bytes (RFC 1332, section 3.3).</summary>
public static class IpcpAddress
{
    private const byte OptionType = 3;

    /// <summary>
    /// The address among the options of a Configure packet; 0.0.0.0 asks the other side for one. False when the
    /// option is missing or has another length.
    /// </summary>
    public static bool TryFind(NarrowOptions options, out Ipv4Address address)
    {
        var value = options.Find(OptionType);
        address = value.Length == Ipv4Address.Length ? Ipv4Address.Read(value) : default;
        return value.Length == Ipv4Address.Length;
    }
}
