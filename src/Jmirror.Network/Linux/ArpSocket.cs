using System.Runtime.InteropServices;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// Asks one ARP question on one interface. A filter in the kernel lets nothing through but replies that name the
/// wanted address, so a flood on the port costs us nothing.
/// </summary>
internal sealed class ArpSocket : IArpChannel
{
    // Answers beyond these wait for the next look.
    private const int MostAnswersPerLook = 16;

    private readonly FileDescriptor _socket;
    private readonly MacAddress _asker;
    private readonly ArpQuestion _question;
    private readonly byte[] _request = new byte[ArpMessage.Length];

    /// <exception cref="SinkUnavailableException">Packet sockets are not permitted, or the interface is gone.</exception>
    public ArpSocket(int interfaceIndex, MacAddress asker, ArpQuestion question)
    {
        _asker = asker;
        _question = question;
        ArpMessage.WriteRequest(_request, asker, question);
        // Protocol 0 until the filter stands: nothing may slip in before it.
        _socket = Libc.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        var errno = _socket.IsInvalid ? Marshal.GetLastPInvokeError() : AttachFilter();
        if (errno == 0)
            errno = Libc.Bind(_socket, new SockaddrLl(interfaceIndex, ETH_P_ARP));
        if (errno == 0)
            return;
        _socket.Dispose();
        throw SinkUnavailableException.OfPacketSocket(errno);
    }

    public void Ask() => Libc.Send(_socket, _request, MSG_DONTWAIT);

    public bool TryTakeAnswer(out MacAddress answer)
    {
        answer = default;
        var found = false;
        Span<byte> frame = stackalloc byte[ArpMessage.Length];
        for (var i = 0; i < MostAnswersPerLook; i++)
        {
            var length = Libc.Receive(_socket, frame, MSG_DONTWAIT);
            if (length < 0)
                break;
            if (ArpMessage.TryReadReply(frame[..length], _asker, _question, out var address))
                (found, answer) = (true, address);
        }
        return found;
    }

    public void Dispose() => _socket.Dispose();

    private int AttachFilter()
    {
        // BPF_LD|BPF_H|BPF_ABS, BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K (linux/bpf_common.h)
        const ushort loadHalf = 0x28;
        const ushort loadWord = 0x20;
        const ushort jumpIfEqual = 0x15;
        const ushort end = 0x06;
        ReadOnlySpan<SockFilter> instructions =
        [
            new(loadHalf, 0, 0, ArpMessage.OperationOffset),
            new(jumpIfEqual, 0, 3, ArpMessage.Reply),
            new(loadWord, 0, 0, ArpMessage.SenderAddressOffset),
            new(jumpIfEqual, 0, 1, _question.Target.Value),
            new(end, 0, 0, ArpMessage.Length),
            new(end, 0, 0, 0),
        ];
        return Libc.AttachFilter(_socket, instructions);
    }
}
