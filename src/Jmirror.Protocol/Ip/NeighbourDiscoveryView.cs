namespace Jmirror.Protocol.Ip;

/// <summary>ICMPv6 types of neighbour discovery (RFC 4861, section 4).</summary>
public enum NeighbourDiscoveryType : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A host looks for routers.</summary>
    RouterSolicitation = 133,

    /// <summary>A router presents itself and the prefixes of the link.</summary>
    RouterAdvertisement = 134,

    /// <summary>Who has this address? From ::, whether anybody has.</summary>
    NeighbourSolicitation = 135,

    /// <summary>I have.</summary>
    NeighbourAdvertisement = 136,
}

/// <summary>An ICMPv6 message of neighbour discovery.</summary>
/// <remarks>
/// <code>
///  0 | type | code | checksum |
///  4 | router advertisement: hop limit, flags, router lifetime, timers, 12 bytes
///    | solicitation of routers: reserved, 4 bytes
///    | neighbour messages: flags and reserved, 4 bytes; target address, 16 bytes
///    | options: type, length in 8 bytes of the whole option, value
/// </code>
/// Big-endian. Source: RFC 4861, section 4.
/// </remarks>
public readonly ref struct NeighbourDiscoveryView
{
    private const int SolicitationLength = 8;
    private const int AdvertisementLength = 16;
    private const int NeighbourLength = 24;
    private const int FlagsOffset = 4;
    private const int TargetOffset = 8;
    private const byte RouterFlag = 0x80;
    private const int OptionUnit = 8;
    private const byte PrefixInformationType = 3;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<byte> _options;

    private NeighbourDiscoveryView(ReadOnlySpan<byte> bytes, int headerLength)
    {
        _bytes = bytes;
        _options = bytes[headerLength..];
    }

    /// <summary>What the message is.</summary>
    public NeighbourDiscoveryType Type => (NeighbourDiscoveryType)_bytes[0];

    /// <summary>The address that a neighbour message is about; :: in the router messages.</summary>
    public UInt128 Target =>
        Type is NeighbourDiscoveryType.NeighbourSolicitation or NeighbourDiscoveryType.NeighbourAdvertisement
            ? IpPrefix.ReadIpv6(_bytes[TargetOffset..])
            : UInt128.Zero;

    /// <summary>True for an advertisement, of either kind, that comes from a router.</summary>
    public bool IsFromRouter =>
        Type == NeighbourDiscoveryType.RouterAdvertisement
        || (Type == NeighbourDiscoveryType.NeighbourAdvertisement && (_bytes[FlagsOffset] & RouterFlag) != 0);

    /// <summary>True for the four types.</summary>
    public static bool IsType(byte type) =>
        type
            is >= (byte)NeighbourDiscoveryType.RouterSolicitation
                and <= (byte)NeighbourDiscoveryType.NeighbourAdvertisement;

    /// <summary>Views an ICMPv6 message; false for other types and code, and when it is too short for its type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out NeighbourDiscoveryView view)
    {
        view = default;
        if (message.Length < SolicitationLength || !IsType(message[0]) || message[1] != 0)
            return false;
        var headerLength = (NeighbourDiscoveryType)message[0] switch
        {
            NeighbourDiscoveryType.RouterSolicitation => SolicitationLength,
            NeighbourDiscoveryType.RouterAdvertisement => AdvertisementLength,
            _ => NeighbourLength,
        };
        if (message.Length < headerLength)
            return false;
        view = new NeighbourDiscoveryView(message, headerLength);
        return true;
    }

    /// <summary>
    /// Reads the next prefix information, from an option at <paramref name="position"/> on, which it moves behind
    /// it; begin with 0. False when there is none before the end or the first option that does not fit.
    /// </summary>
    public bool TryReadPrefix(ref int position, out PrefixInformation prefix)
    {
        while (position <= _options.Length - OptionUnit)
        {
            var option = _options[position..];
            var length = option[1] * OptionUnit;
            if (length == 0 || length > option.Length)
                break;
            position += length;
            if (option[0] == PrefixInformationType && PrefixInformation.TryRead(option[..length], out prefix))
                return true;
        }
        prefix = default;
        return false;
    }
}
