using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Listens for dynamic requests: one UDP socket and one thread for each address.</summary>
/// <remarks>
/// Answers leave from the address that the request came to only where that is listed under <c>listen</c>: on a socket
/// for all addresses the route chooses.
/// </remarks>
public sealed class DynamicRequestServer : IDisposable
{
    // Room for a burst while one request is carried out; the system may give less (net.core.rmem_max).
    private const int ReceiveBufferSize = 4 * 1024 * 1024;
    private const int PortOffset = 2;
    private const int Ipv4Offset = 4;
    private const int Ipv6Offset = 8;

    private readonly DynamicRequests _requests;
    private readonly List<Socket> _sockets = [];
    private readonly List<Thread> _threads = [];
    private volatile bool _isEnding;

    private DynamicRequestServer(DynamicRequests requests) => _requests = requests;

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints =>
        [.. _sockets.Select(socket => (IPEndPoint)socket.LocalEndPoint!)];

    /// <summary>What became of the datagrams.</summary>
    public DynamicRequestCounters Counters => _requests.Counters;

    /// <summary>Opens the sockets and starts to answer.</summary>
    /// <param name="config">Where to listen.</param>
    /// <param name="requests">Answers the datagrams.</param>
    /// <exception cref="SocketException">An address is not one of the host's, or the port is taken.</exception>
    public static DynamicRequestServer Start(DynamicRequestsConfig config, DynamicRequests requests)
    {
        var server = new DynamicRequestServer(requests);
        try
        {
            foreach (var address in AddressesOf(config))
                server._sockets.Add(Open(new IPEndPoint(address, config.Port)));
        }
        catch (SocketException)
        {
            server.Dispose();
            throw;
        }
        foreach (var socket in server._sockets)
        {
            var thread = new Thread(() => server.Serve(socket))
            {
                IsBackground = true,
                Name = $"radius {socket.LocalEndPoint}",
            };
            server._threads.Add(thread);
            thread.Start();
        }
        return server;
    }

    /// <summary>Closes the sockets; a request that is being carried out is finished first.</summary>
    public void Dispose()
    {
        _isEnding = true;
        foreach (var socket in _sockets)
            socket.Dispose();
        foreach (var thread in _threads)
            thread.Join();
    }

    private static IEnumerable<IPAddress> AddressesOf(DynamicRequestsConfig config)
    {
        if (config.Listen.Count > 0)
            return config.Listen.Select(ToIPAddress);
        return Socket.OSSupportsIPv6 ? [IPAddress.Any, IPAddress.IPv6Any] : [IPAddress.Any];
    }

    private static IPAddress ToIPAddress(UInt128 address) => IPAddress.Parse(IpPrefix.FormatAddress(address));

    private static Socket Open(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = ReceiveBufferSize,
        };
        try
        {
            // Two sockets for the two families: each address is what the wire says.
            if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.Bind(endpoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private void Serve(Socket socket)
    {
        var datagram = new byte[RadiusPacketView.MaxLength];
        var answer = new byte[RadiusPacketView.MaxLength];
        var sender = new SocketAddress(socket.AddressFamily);
        while (!_isEnding)
        {
            int received;
            try
            {
                received = socket.ReceiveFrom(datagram, SocketFlags.None, sender);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A closed socket, or a late ICMP error about an answer: the next datagram is not at fault.
                continue;
            }
            var (address, port) = Read(sender);
            var length = _requests.Answer(datagram.AsSpan(0, received), address, port, answer);
            if (length > 0)
                Send(socket, answer.AsSpan(0, length), sender);
        }
    }

    private void Send(Socket socket, ReadOnlySpan<byte> answer, SocketAddress receiver)
    {
        try
        {
            socket.SendTo(answer, SocketFlags.None, receiver);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Counters.Add(DynamicRequestOutcome.AnswerNotSent);
        }
    }

    /// <summary>Address and port of a sockaddr_in or sockaddr_in6.</summary>
    private static (UInt128 Address, ushort Port) Read(SocketAddress sender)
    {
        var bytes = sender.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortOffset..]);
        return sender.Family == AddressFamily.InterNetwork
            ? (IpPrefix.FromIpv4(Ipv4Address.Read(bytes[Ipv4Offset..]).Value), port)
            : (IpPrefix.ReadIpv6(bytes[Ipv6Offset..]), port);
    }
}
