using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Applications;

/// <summary>One packet of a conversation, as it was written.</summary>
internal sealed record Spoken(byte[] Bytes, bool IsDownstream, bool IsPpp, bool IsLast);

/// <summary>Whole conversations for tests.</summary>
internal static class Talk
{
    public const ulong Seed = 1;

    // 100.64.0.7 and 2001:db8:0:7::1, the subscriber of number 7.
    public static readonly SubscriberAddresses Addresses = new(
        new Ipv4Address(0x6440_0007),
        new UInt128(0x2001_0db8_0000_0007, 1)
    );

    /// <summary>An application by its kind.</summary>
    public static Application Of(ApplicationKind kind, int mtu = ApplicationFactory.DefaultMtu) =>
        ApplicationFactory.Create(new MixShare(kind, 1), Seed, capture: null, mtu);

    /// <summary>A conversation that is about to begin.</summary>
    public static Conversation Begin(Application application, ulong number, bool isIpv6)
    {
        var conversation = new Conversation
        {
            Subscriber = 7,
            SessionId = 70,
            Number = number,
            IsIpv6 = isIpv6,
        };
        application.Begin(ref conversation);
        return conversation;
    }

    /// <summary>All packets of a conversation, each written into a buffer with other things in it.</summary>
    public static IReadOnlyList<Spoken> Listen(
        Application application,
        ulong number,
        bool isIpv6 = false,
        SubscriberAddresses? addresses = null
    )
    {
        const int MostPackets = 10_000;
        var conversation = Begin(application, number, isIpv6);
        var buffer = new byte[Application.MaxPacketLength];
        var packets = new List<Spoken>();
        do
        {
            buffer.AsSpan().Fill(0xa5);
            var packet = application.Write(ref conversation, addresses ?? Addresses, buffer);
            packets.Add(new(buffer[..packet.Length], packet.IsDownstream, packet.IsPpp, packet.IsLast));
        } while (!packets[^1].IsLast && packets.Count < MostPackets);
        Assert.True(packets[^1].IsLast, "the conversation does not end");
        return packets;
    }
}
