using System.Net.Sockets;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Hears every frame that arrives in the namespace it was made in, from that moment on.</summary>
internal sealed class FrameCollector : IDisposable
{
    private const int SOL_SOCKET = 1;
    private const int SO_RCVBUFFORCE = 33;
    private const int SOL_PACKET = 263;
    private const int PACKET_IGNORE_OUTGOING = 23;
    private const int EveryProtocol = 0x0300;
    private const int BufferLength = 64 << 20;

    private readonly Socket _socket = new(AddressFamily.Packet, SocketType.Raw, (ProtocolType)EveryProtocol);
    private readonly byte[] _buffer = new byte[ushort.MaxValue + 64];

    public FrameCollector()
    {
        _socket.SetRawSocketOption(SOL_SOCKET, SO_RCVBUFFORCE, BitConverter.GetBytes(BufferLength));
        _socket.SetRawSocketOption(SOL_PACKET, PACKET_IGNORE_OUTGOING, BitConverter.GetBytes(1));
    }

    /// <summary>All frames until none has come for a moment.</summary>
    public List<byte[]> Collect(int quietMilliseconds = 50)
    {
        var frames = new List<byte[]>();
        while (_socket.Poll(quietMilliseconds * 1000, SelectMode.SelectRead))
            frames.Add(_buffer[.._socket.Receive(_buffer)]);
        return frames;
    }

    public void Dispose() => _socket.Dispose();
}
