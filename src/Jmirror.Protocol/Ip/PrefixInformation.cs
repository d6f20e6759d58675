using System.Buffers.Binary;

namespace Jmirror.Protocol.Ip;

/// <summary>A prefix that a router advertises.</summary>
/// <remarks>
/// <code>
///  0 | type 3 | length 4 (32 bytes) | prefix length | on-link L, autonomous A, reserved (6) |
///  4 | valid lifetime | preferred lifetime | reserved |
/// 16 | prefix |
/// </code>
/// Big-endian; lifetimes in seconds. Source: RFC 4861, section 4.6.2.
/// </remarks>
/// <param name="Prefix">The prefix; bits beyond its length are cleared.</param>
/// <param name="ValidLifetime">Seconds; 0: not to be used any more.</param>
public readonly record struct PrefixInformation(IpPrefix Prefix, uint ValidLifetime)
{
    private const int Length = 32;
    private const int AddressBits = 128;
    private const int PrefixLengthOffset = 2;
    private const int ValidLifetimeOffset = 4;
    private const int PrefixOffset = 16;

    /// <summary>Reads the whole option; false when it has another length, or a prefix longer than an address.</summary>
    public static bool TryRead(ReadOnlySpan<byte> option, out PrefixInformation prefix)
    {
        prefix = default;
        if (option.Length != Length || option[PrefixLengthOffset] > AddressBits)
            return false;
        var whole = new IpPrefix(IpPrefix.ReadIpv6(option[PrefixOffset..]), option[PrefixLengthOffset]);
        prefix = new PrefixInformation(
            whole with
            {
                Address = whole.Address & whole.Mask,
            },
            BinaryPrimitives.ReadUInt32BigEndian(option[ValidLifetimeOffset..])
        );
        return true;
    }
}
