using System.Buffers.Binary;
using Jmirror.Engine.Randomness;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Signalling;

/// <summary>What a number of a session is for.</summary>
internal enum NumberUse : byte
{
    DhcpTransaction,
    Dhcpv6Solicit,
    Dhcpv6Request,
    Dhcpv6Release,
    HostUniq,
    AcCookie,
    ClientMagic,
    RouterMagic,
    Challenge,
    AccessAuthenticator,
}

/// <summary>The numbers of a session that look random: they follow from the seed, the session and what they are for.</summary>
/// <param name="seed">The run's seed.</param>
internal sealed class SessionNumbers(ulong seed)
{
    private readonly ulong _seed = SeededRandom.Mix(seed);

    /// <summary>A number of the whole 64-bit range.</summary>
    public ulong Of(in SubscriberSession session, NumberUse use) =>
        SeededRandom.Mix(_seed ^ SeededRandom.Mix(((ulong)session.SessionId << 8) | (byte)use));

    /// <summary>A number of 32 bits that is not 0.</summary>
    public uint NotZero(in SubscriberSession session, NumberUse use) => (uint)Of(session, use) | 1;

    /// <summary>16 bytes.</summary>
    public void Write(in SubscriberSession session, NumberUse use, Span<byte> bytes)
    {
        var number = Of(session, use);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], SeededRandom.Mix(number));
    }
}
