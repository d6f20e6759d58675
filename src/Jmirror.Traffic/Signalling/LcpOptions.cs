using Jmirror.Protocol.Link;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Signalling;

/// <summary>What router and client ask of each other in LCP: in PPP itself, and in the proxy AVPs of L2TP.</summary>
/// <remarks>
/// <code>
/// | 01 04 maximum receive unit | 03 04 authentication protocol, of CHAP also 05: MD5 | 05 06 magic number |
/// </code>
/// Source: RFC 1661, section 6.
/// </remarks>
internal sealed class LcpOptions(bool isPap, SessionNumbers numbers)
{
    private const byte MaximumReceiveUnit = 1;
    private const byte AuthenticationProtocol = 3;
    private const byte ChapWithMd5 = 5;
    private const byte MagicNumber = 5;

    private const byte ReceiveUnitLength = 4;
    private const byte PapLength = 4;
    private const byte ChapLength = 5;
    private const byte MagicLength = 6;

    /// <summary>Writes what the router asks for: that the client authenticates, too.</summary>
    public void WriteRouters(in SubscriberSession session, ref WireWriter writer)
    {
        WriteReceiveUnit(ref writer);
        writer.Byte(AuthenticationProtocol);
        writer.Byte(isPap ? PapLength : ChapLength);
        writer.UInt16((ushort)(isPap ? PppProtocol.Pap : PppProtocol.Chap));
        if (!isPap)
            writer.Byte(ChapWithMd5);
        WriteMagic(RouterMagic(session), ref writer);
    }

    /// <summary>Writes what the client asks for.</summary>
    public void WriteClients(in SubscriberSession session, ref WireWriter writer)
    {
        WriteReceiveUnit(ref writer);
        WriteMagic(numbers.NotZero(session, NumberUse.ClientMagic), ref writer);
    }

    private uint RouterMagic(in SubscriberSession session) => numbers.NotZero(session, NumberUse.RouterMagic);

    private static void WriteReceiveUnit(ref WireWriter writer)
    {
        writer.Byte(MaximumReceiveUnit);
        writer.Byte(ReceiveUnitLength);
        writer.UInt16(DiscoveryMessages.MaxPayload);
    }

    private static void WriteMagic(uint number, ref WireWriter writer)
    {
        writer.Byte(MagicNumber);
        writer.Byte(MagicLength);
        writer.UInt32(number);
    }
}
