namespace Jmirror.Provisioning.Schema;

/// <summary>Header fields with registered names.</summary>
internal static class IpFields
{
    private const byte LargestDscp = 63;

    // IANA "Assigned Internet Protocol Numbers".
    private static readonly Dictionary<string, byte> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["icmp"] = 1,
        ["igmp"] = 2,
        ["ipip"] = 4,
        ["tcp"] = 6,
        ["udp"] = 17,
        ["ipv6"] = 41,
        ["gre"] = 47,
        ["esp"] = 50,
        ["ah"] = 51,
        ["icmpv6"] = 58,
        ["ospf"] = 89,
        ["pim"] = 103,
        ["vrrp"] = 112,
        ["l2tp"] = 115,
        ["sctp"] = 132,
        ["udplite"] = 136,
    };

    // RFC 2474 (cs), RFC 2597 (af), RFC 3246 (ef), RFC 5865 (voice-admit), RFC 8622 (le).
    private static readonly Dictionary<string, byte> CodePoints = new(StringComparer.OrdinalIgnoreCase)
    {
        ["be"] = 0,
        ["le"] = 1,
        ["cs0"] = 0,
        ["cs1"] = 8,
        ["af11"] = 10,
        ["af12"] = 12,
        ["af13"] = 14,
        ["cs2"] = 16,
        ["af21"] = 18,
        ["af22"] = 20,
        ["af23"] = 22,
        ["cs3"] = 24,
        ["af31"] = 26,
        ["af32"] = 28,
        ["af33"] = 30,
        ["cs4"] = 32,
        ["af41"] = 34,
        ["af42"] = 36,
        ["af43"] = 38,
        ["cs5"] = 40,
        ["voice-admit"] = 44,
        ["ef"] = 46,
        ["cs6"] = 48,
        ["cs7"] = 56,
    };

    /// <summary>IP protocol.</summary>
    public static readonly ScalarKind<byte> Protocol = Named("an IP protocol", byte.MaxValue, Protocols);

    /// <summary>Differentiated services code point.</summary>
    public static readonly ScalarKind<byte> Dscp = Named("a DSCP", LargestDscp, CodePoints);

    private static ScalarKind<byte> Named(string noun, byte max, Dictionary<string, byte> names)
    {
        var range = $"a number 0 to {max} or a name such as {string.Join(", ", names.Keys.TakeLast(3))}";
        return new ScalarKind<byte>(
            $"{noun}: {range}",
            (text, out value) =>
            {
                if (names.TryGetValue(text, out value))
                    return null;
                if (Numbers.IsNumber(text))
                {
                    return Numbers.TryParse(text, out value) && value <= max
                        ? null
                        : $"is out of range: {noun} is {range}";
                }
                return Wording.Nearest(text, names.Keys) is { } near
                    ? $"is not {noun}: did you mean {Wording.Quote(near)}?"
                    : $"is not {noun}: it is {range}";
            },
            static value => $"{value}",
            JsonForm.Number(0, max, [.. names.Keys])
        );
    }
}
