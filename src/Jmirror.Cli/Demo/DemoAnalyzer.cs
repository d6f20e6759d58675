using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Demo;

/// <summary>The other end of the demo: a UDP socket on loopback that decodes and keeps what arrives.</summary>
internal sealed class DemoAnalyzer : IDisposable
{
    // The demo sends some hundred small packets; this holds all of them should the thread start late.
    private const int ReceiveBuffer = 1 << 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
    {
        ReceiveBufferSize = ReceiveBuffer,
    };
    private readonly byte[] _buffer = new byte[ushort.MaxValue];

    public DemoAnalyzer() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The port that the system gave.</summary>
    public ushort Port => (ushort)((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>UDP payloads in order of arrival.</summary>
    public List<byte[]> Payloads { get; } = [];

    public StreamTable Streams { get; } = new();

    /// <summary>Takes datagrams until <paramref name="count"/> have arrived or none comes for a second.</summary>
    public void Receive(int count)
    {
        _socket.ReceiveTimeout = (int)TimeSpan.FromSeconds(1).TotalMilliseconds;
        while (Payloads.Count < count)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            int length;
            try
            {
                length = _socket.ReceiveFrom(_buffer, ref from);
            }
            catch (SocketException timeout) when (timeout.SocketErrorCode == SocketError.TimedOut)
            {
                return;
            }
            Payloads.Add(_buffer[..length]);
            var sender = (IPEndPoint)from;
            var outer = new OuterHeader(
                Ipv4Address.FromIPAddress(sender.Address),
                Ipv4Address.FromIPAddress(IPAddress.Loopback),
                (ushort)sender.Port,
                Port
            );
            MirrorDatagram.TryDecodeUdpPayload(outer, Payloads[^1], out var datagram);
            Streams.Add(datagram, OuterTemplate.Length - MirrorHeader.Length + length, 0);
        }
    }

    public void Dispose() => _socket.Dispose();
}
