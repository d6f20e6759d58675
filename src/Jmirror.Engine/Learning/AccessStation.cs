using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>An Ethernet station on the access side: where it is attached, and its address.</summary>
/// <param name="Interface">Number of the capture interface.</param>
/// <param name="OuterVlan">VLAN id of the outermost tag; 0 for none.</param>
/// <param name="InnerVlan">VLAN id of the second tag; 0 for none.</param>
/// <param name="Mac">Its address; 0 stands for the link itself.</param>
internal readonly record struct AccessStation(
    ushort Interface,
    ushort OuterVlan,
    ushort InnerVlan,
    MacAddress Mac
)
{
    /// <summary>The link that a frame was seen on.</summary>
    public static AccessStation LinkOf(in PacketKey key) => At(key, default);

    /// <summary>The sender of a frame.</summary>
    public static AccessStation SourceOf(in PacketKey key) => At(key, key.SourceMac);

    /// <summary>The receiver of a frame.</summary>
    public static AccessStation DestinationOf(in PacketKey key) => At(key, key.DestinationMac);

    /// <summary>A station on the link that a frame was seen on.</summary>
    public static AccessStation At(in PacketKey key, MacAddress mac) =>
        new(key.Interface, key.OuterVlan, key.InnerVlan, mac);

    /// <summary>What the packets of a subscriber at this station look like.</summary>
    public SubscriberInterface ToInterface(ushort pppoeSession = 0) =>
        new()
        {
            Interface = Interface,
            OuterVlan = OuterVlan,
            InnerVlan = InnerVlan,
            PppoeSession = pppoeSession,
            Mac = Mac,
        };
}
