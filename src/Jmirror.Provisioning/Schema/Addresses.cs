using System.Globalization;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Schema;

/// <summary>Addresses and prefixes.</summary>
internal static class Addresses
{
    private const string Ipv4Text = @"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(/[0-9]+)?";
    private const string Ipv6Text = @"[0-9a-fA-F.]*:[0-9a-fA-F:.]*(/[0-9]+)?";

    /// <summary>IPv4 address or prefix.</summary>
    public static readonly ScalarKind<IpPrefix> Ipv4 = new(
        "an IPv4 address or prefix",
        static (text, out value) =>
            Fault(text, "an IPv4 address or prefix, for example 10.0.0.0/24", out value)
            ?? (value.IsIpv4 ? null : "is IPv6: write it under the key ipv6"),
        static value => value.ToString(),
        JsonForm.Pattern($"^{Ipv4Text}$")
    );

    /// <summary>IPv6 address or prefix.</summary>
    public static readonly ScalarKind<IpPrefix> Ipv6 = new(
        "an IPv6 address or prefix",
        static (text, out value) =>
            Fault(text, "an IPv6 address or prefix, for example 2001:db8:1::/64", out value)
            ?? (value.IsIpv4 ? "is IPv4: write it under the key ipv4" : null),
        static value => value.ToString(),
        JsonForm.Pattern($"^{Ipv6Text}$")
    );

    /// <summary>Address or prefix of either family.</summary>
    public static readonly ScalarKind<IpPrefix> Any = new(
        "an IP address or prefix",
        static (text, out value) =>
            Fault(text, "an IP address or prefix, for example 10.0.0.0/24 or 2001:db8:1::/64", out value),
        static value => value.ToString(),
        JsonForm.Pattern($"^({Ipv4Text}|{Ipv6Text})$")
    );

    /// <summary>Address of either family, in the number space of <see cref="IpPrefix"/>.</summary>
    public static readonly ScalarKind<UInt128> Host = new(
        "an IP address",
        static (text, out value) =>
        {
            var fault = Fault(text, "an IP address, for example 192.0.2.1 or 2001:db8::1", out var prefix);
            value = prefix.Address;
            return fault ?? (prefix.Length == HostLength ? null : "is a prefix: give one address");
        },
        IpPrefix.FormatAddress,
        JsonForm.Pattern($"^({Ipv4Text}|{Ipv6Text})$")
    );

    private const int HostLength = 128;

    /// <summary>Why text is no prefix, or null.</summary>
    private static string? Fault(string text, string wanted, out IpPrefix prefix)
    {
        if (IpPrefix.TryParse(text, out prefix))
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpPrefix.TryParse(text.AsSpan(0, slash), out var host))
            return $"is not {wanted}";
        var offset = host.IsIpv4 ? IpPrefix.Ipv4Offset : 0;
        var longest = HostLength - offset;
        if (
            !int.TryParse(
                text.AsSpan(slash + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var length
            )
            || length > longest
        )
            return $"has no prefix length behind the '/': it is 0 to {longest}";
        var shortened = new IpPrefix(default, offset + length);
        shortened = shortened with { Address = host.Address & shortened.Mask };
        return $"has bits set beyond its length: did you mean {shortened}?";
    }
}
