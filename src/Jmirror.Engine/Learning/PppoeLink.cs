using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>
/// What names a PPPoE session on the wire, in both directions: the session id is unique only between the two
/// stations (RFC 2516, section 4). Without Ethernet addresses they are 0.
/// </summary>
/// <param name="Interface">Number of the capture interface.</param>
/// <param name="OuterVlan">VLAN id of the outermost tag; 0 for none.</param>
/// <param name="InnerVlan">VLAN id of the second tag; 0 for none.</param>
/// <param name="Session">PPPoE session id.</param>
/// <param name="First">The lower of the two addresses.</param>
/// <param name="Second">The higher.</param>
internal readonly record struct PppoeLink(
    ushort Interface,
    ushort OuterVlan,
    ushort InnerVlan,
    ushort Session,
    MacAddress First,
    MacAddress Second
)
{
    /// <summary>The link of a frame.</summary>
    public static PppoeLink Of(in PacketKey key, ushort session)
    {
        var (first, second) = key.HasEthernet ? (key.SourceMac, key.DestinationMac) : default;
        if (first.Value > second.Value)
            (first, second) = (second, first);
        return new PppoeLink(key.Interface, key.OuterVlan, key.InnerVlan, session, first, second);
    }

    /// <summary>The end that sent a frame: by its address, or by the direction that the capture notes.</summary>
    public LinkEnd SenderOf(in PacketKey key) =>
        key.HasEthernet ? EndOf(key.SourceMac) : EndOf(key.Direction);

    /// <summary>The end that a frame is sent to.</summary>
    public LinkEnd ReceiverOf(in PacketKey key) => PppSession.Opposite(SenderOf(key));

    /// <summary>The end with one of the two addresses.</summary>
    public LinkEnd EndOf(MacAddress address) => address == First ? LinkEnd.First : LinkEnd.Second;

    /// <summary>The address of an end.</summary>
    public MacAddress AddressOf(LinkEnd end) => end == LinkEnd.First ? First : Second;

    /// <summary>The end whose frames pass the capturing host in a direction.</summary>
    public static LinkEnd EndOf(FrameDirection direction) =>
        direction switch
        {
            FrameDirection.Received => LinkEnd.First,
            FrameDirection.Sent => LinkEnd.Second,
            _ => LinkEnd.Unknown,
        };
}
