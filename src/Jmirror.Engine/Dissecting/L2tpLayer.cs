using Jmirror.Protocol.Ip;
using Jmirror.Protocol.L2tp;

namespace Jmirror.Engine.Dissecting;

/// <summary>The PPP frame inside an L2TP data message.</summary>
internal static class L2tpLayer
{
    /// <summary>
    /// Looks into the UDP packet that the key's outer payload is. Sets the key's L2TP fields if it is a data message
    /// with a whole PPP frame in it; otherwise it stays an IP packet like any other: a control message, a message
    /// whose inside is broken, or another protocol that happens to use the port.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> frame, ref PacketKey key)
    {
        var transport = IpLayer.TransportOffset(frame, key.Outer);
        var packetEnd = key.Outer.Offset + key.Outer.Length;
        if (
            !UdpView.TryRead(frame[transport..packetEnd], out var udp)
            || !L2tpDataView.TryRead(udp.Payload, out var message)
        )
            return;
        var offset = transport + UdpView.HeaderLength + message.HeaderLength;
        var end = offset + message.Frame.Length;
        if (PppLayer.Read(frame[..end], offset, end, ref key.Inner) != DissectOutcome.Found)
        {
            key.Inner = default;
            return;
        }
        key.HasL2tp = true;
        key.L2tpTunnel = message.Tunnel;
        key.L2tpSession = message.Session;
    }
}
