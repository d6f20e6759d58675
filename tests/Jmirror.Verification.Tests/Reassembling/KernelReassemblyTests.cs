using System.Net;
using System.Net.Sockets;
using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Reassembling;

namespace Jmirror.Verification.Tests.Reassembling;

/// <summary>The same fragments to us and, over loopback, to the kernel: both must deliver the same datagrams.</summary>
public sealed class KernelReassemblyTests
{
    private const int PieceLength = 64;

    [Fact]
    public void Add_FragmentsThatTheKernelGetsToo_CompletesWhatTheKernelDelivers()
    {
        using var raw = TryOpenRaw();
        Assert.SkipWhen(raw is null, "raw sockets need CAP_NET_RAW");
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = (IPEndPoint)receiver.LocalEndPoint!;
        var (sent, delivered) = (0, 0);

        Gen.Select(Gen.Int[100, 1000], Gen.Int[0, 3], Gen.Int[0, int.MaxValue])
            .Sample(
                (payloadLength, damage, seed) =>
                {
                    var datagram = Datagram(address, payloadLength, identification: (ushort)++sent);
                    var pieces = Disturb(datagram, damage, seed);

                    var fromKernel = Deliver(raw!, receiver, address, pieces);
                    Assert.Equal(fromKernel, Reassemble(pieces));
                    delivered += fromKernel is null ? 0 : 1;
                },
                iter: 400,
                threads: 1
            );
        Assert.InRange(delivered, sent / 4, 3 * sent / 4);
    }

    // 0 and 1: shuffled, some repeated; 2: one missing, too; 3: one that overlaps two others comes first.
    private static byte[][] Disturb(byte[] datagram, int damage, int seed)
    {
        var random = new Random(seed);
        var pieces = Fragments
            .Of(datagram, PieceLength)
            .SelectMany(piece => Enumerable.Repeat(piece, random.Next(4) == 0 ? 2 : 1))
            .ToArray();
        random.Shuffle(pieces);
        return damage switch
        {
            2 => [.. pieces.Where(piece => !piece.SequenceEqual(pieces[0]))],
            3 => [Fragments.Piece(datagram, PieceLength / 2, PieceLength + 8), .. pieces],
            _ => pieces,
        };
    }

    private static string? Reassemble(byte[][] pieces)
    {
        var reassembler = new OuterReassembler(new ReassemblyLimits());
        string? result = null;
        foreach (var piece in pieces)
        {
            if (reassembler.Add(piece, 0, out var whole) is FragmentOutcome.Completed)
                result = Convert.ToHexString(whole[28..]);
        }
        return result;
    }

    private static string? Deliver(Socket raw, Socket receiver, IPEndPoint address, byte[][] pieces)
    {
        foreach (var piece in pieces)
            raw.SendTo(piece, address);
        // Loopback keeps the order: what the kernel delivers of the pieces comes before this.
        raw.SendTo(Datagram(address, payloadLength: 1, identification: 1), address);
        string? result = null;
        var buffer = new byte[ushort.MaxValue];
        receiver.ReceiveTimeout = 5000;
        while (receiver.Receive(buffer) is var length && length != MirrorHeader.Length + 1)
            result = Convert.ToHexString(buffer, 0, length);
        return result;
    }

    private static byte[] Datagram(IPEndPoint address, int payloadLength, ushort identification)
    {
        var loopback = Ipv4Address.FromIPAddress(address.Address);
        var outer = new OuterHeader(loopback, loopback, (ushort)address.Port, (ushort)address.Port);
        var payload = new byte[payloadLength];
        new Random(identification).NextBytes(payload);
        return MirrorDatagrams.Encode(outer, MirrorDatagrams.Header, payload, identification);
    }

    private static Socket? TryOpenRaw()
    {
        try
        {
            // IPPROTO_RAW: the packets bring their own header.
            return new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
