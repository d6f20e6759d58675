using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>Any number of mirrors, each for one IPv4 address.</summary>
internal static class ManyMirrors
{
    private static readonly OuterHeader Outer = new(
        new Ipv4Address(0xc000_0201),
        new Ipv4Address(0xc000_0264),
        30030,
        30030
    );

    /// <summary>The mirror of a subscriber.</summary>
    public static MirrorDefinition Definition(int subscriber) =>
        new(
            [TriggerOf(subscriber)],
            SecurePolicy.Default,
            Outer,
            new MirrorHeader(0, (uint)subscriber + 1, 1)
        );

    /// <summary>What selects a subscriber's packets.</summary>
    public static Trigger TriggerOf(int subscriber) =>
        new() { Address = new IpPrefix(IpPrefix.FromIpv4(0x0a00_0000 + (uint)subscriber), 128) };

    /// <summary>The subscriber that is the <paramref name="turn"/>th to be asked for, far from the one before.</summary>
    public static int Spread(int turn, int subscribers) => (int)(turn * 2_654_435_761 % subscribers);
}
