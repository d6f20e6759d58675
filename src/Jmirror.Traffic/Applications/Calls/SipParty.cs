using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>One of the two who speak.</summary>
/// <param name="User">Its number: the subscriber's or the host's.</param>
/// <param name="Address">Where it is.</param>
/// <param name="AudioPort">Where it wants its RTP.</param>
internal readonly record struct SipParty(uint User, AddressText Address, ushort AudioPort)
{
    public static SipParty OfSubscriber(
        ConversationTraits own,
        in Conversation conversation,
        in SubscriberAddresses addresses
    ) =>
        new(
            (uint)conversation.Subscriber,
            conversation.IsIpv6
                ? new AddressText(addresses.Ipv6, IsIpv6: true, IsInUri: true)
                : new AddressText(addresses.Ipv4.Value, IsIpv6: false, IsInUri: true),
            RtpStream.SubscriberPort(own)
        );

    public static SipParty OfHost(ConversationTraits own, bool isIpv6) =>
        new(
            own.Host,
            isIpv6
                ? new AddressText(
                    new UInt128(ConversationTraits.HostIpv6High, own.Host),
                    IsIpv6: true,
                    IsInUri: true
                )
                : new AddressText(own.HostIpv4, IsIpv6: false, IsInUri: true),
            RtpStream.HostPort(own)
        );

    /// <summary>Writes the party's session description and returns its bytes.</summary>
    public int WriteDescription(Span<byte> destination)
    {
        var address = Address with { IsInUri = false };
        ReadOnlySpan<byte> family = Address.IsIpv6 ? "IP6"u8 : "IP4"u8;
        return MessageText.Write(
            destination,
            $"v=0\r\no=- {AudioPort} 1 IN {family} {address}\r\ns=-\r\nc=IN {family} {address}\r\nt=0 0\r\n"
                + $"m=audio {AudioPort} RTP/AVP {RtpStream.PayloadType}\r\n"
                + $"a=rtpmap:{RtpStream.PayloadType} PCMA/{RtpStream.SampleRate}\r\na=ptime:{RtpStream.PacketPeriod}\r\n"
        );
    }
}
