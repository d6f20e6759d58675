using System.Runtime.InteropServices;
using Jmirror.Network.Neighbours;
using static Jmirror.Network.Linux.Receiving.PacketConstants;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// A packet socket that receives nothing: it keeps an interface promiscuous as long as it is open, and knows its state
/// in the network namespace where it was opened.
/// </summary>
internal sealed class InterfaceWatch : IDisposable
{
    private const nuint SIOCGIFFLAGS = 0x8913;
    private const short IFF_UP = 1;

    private readonly FileDescriptor _socket;
    private readonly string _name;

    /// <exception cref="SourceUnavailableException">Packet sockets are not permitted.</exception>
    public InterfaceWatch(LinkInfo link, bool promiscuous)
    {
        _name = link.Name;
        _socket = Libc.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        if (_socket.IsInvalid)
            throw SourceUnavailableException.OfPacketSocket(Marshal.GetLastPInvokeError());
        var membership = new PacketMreq(link.Index, PACKET_MR_PROMISC);
        var errno = promiscuous ? Libc.SetOption(_socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership) : 0;
        if (errno == 0)
            return;
        _socket.Dispose();
        throw new SourceUnavailableException($"{_name} cannot be made promiscuous: {Errno.Describe(errno)}");
    }

    /// <summary>True when the interface is administratively up.</summary>
    public bool IsUp
    {
        get
        {
            var request = new Ifreq(_name);
            return Libc.Control(_socket, SIOCGIFFLAGS, ref request) == 0
                && ((short)request.Data & IFF_UP) != 0;
        }
    }

    public void Dispose() => _socket.Dispose();
}
