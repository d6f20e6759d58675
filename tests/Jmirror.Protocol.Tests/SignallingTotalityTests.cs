using CsCheck;
using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.L2tp;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Options;
using Jmirror.Protocol.Ppp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests;

/// <summary>The views of signalling take any bytes: nothing throws, nothing outside is read, nothing allocated.</summary>
public sealed class SignallingTotalityTests
{
    private const int Repetitions = 10_000;

    // What lets a view begin.
    private static readonly string[] Starts =
    [
        "",
        "1109",
        "000108000604",
        "01",
        "0c00",
        "07",
        "86004000",
        "c802",
        "c8020040",
    ];

    // Small numbers make lengths that nearly fit.
    private static readonly Gen<byte[]> AnyBytes = Gen.Select(
        Gen.Int[0, Starts.Length - 1],
        Gen.Frequency((3, Gen.Byte[0, 12]), (1, Gen.Byte)).Array[0, 300],
        (start, rest) => (byte[])[.. Hex.Bytes(Starts[start]), .. rest]
    );

    [Fact]
    public void AnyBytes_AreReadWithoutException() =>
        AnyBytes.Sample(
            bytes =>
            {
                ReadAll(bytes);
                ReadAll(AsDhcp(bytes));
            },
            iter: 100_000
        );

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var message = AsDhcp(Hex.Bytes("350105 340103 5204 01026331 0304ff ff"));
        var before = Allocations.Now;
        for (var i = 0; i < Repetitions; i++)
            ReadAll(message);

        Allocations.AssertNonePerOperation(before, Repetitions);
    }

    private static byte[] AsDhcp(byte[] bytes)
    {
        var message = new byte[236 + 4 + bytes.Length];
        message.AsSpan().Fill(0x34);
        message[0] = 1;
        Hex.Bytes("63825363").CopyTo(message, 236);
        bytes.CopyTo(message, 240);
        bytes.AsSpan(0, Math.Min(bytes.Length, 128)).CopyTo(message.AsSpan(108));
        return message;
    }

    private static int ReadAll(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        if (PppoeDiscoveryView.TryRead(bytes, out var discovery))
            sum += discovery.CircuitId.Length + discovery.RemoteId.Length + discovery.Tags.Find(1).Length;
        if (ArpView.TryRead(bytes, out var arp))
            sum += (int)arp.SenderAddress.Value + (int)arp.SenderMac.Value;
        if (PppControlView.TryRead(bytes, out var control))
        {
            sum += IpcpAddress.TryFind(control.Options, out var address) ? (int)address.Value : 0;
            sum += PapRequestView.TryRead(control.Data, out var pap) ? pap.PeerId.Length : 0;
            sum += ChapResponseView.TryRead(control.Data, out var chap) ? chap.Name.Length : 0;
        }
        return sum + ReadDhcp(bytes) + ReadDhcpv6(bytes) + ReadNeighbour(bytes) + ReadL2tp(bytes);
    }

    private static int ReadDhcp(ReadOnlySpan<byte> bytes)
    {
        if (!DhcpView.TryRead(bytes, out var dhcp))
            return 0;
        Span<byte> joined = stackalloc byte[64];
        var sum = dhcp.Join(DhcpOption.RelayAgentInformation, joined) + (int)(dhcp.LeaseTime ?? 0);
        var agent = new RelayAgentView(dhcp.Find(DhcpOption.RelayAgentInformation));
        return sum + (int)dhcp.MessageType + agent.CircuitId.Length + agent.RemoteId.Length;
    }

    private static int ReadDhcpv6(ReadOnlySpan<byte> bytes)
    {
        if (!Dhcpv6Datagram.TryRead(bytes, out var opened))
            return 0;
        var sum = opened.InterfaceId.Length + opened.RemoteId.Length;
        foreach (var option in opened.Message.Options)
        {
            if (Dhcpv6Association.TryRead(option.Type, option.Value, out var association))
                sum += CountLeases(association.Options);
        }
        return sum;
    }

    private static int CountLeases(WideOptions options)
    {
        var count = 0;
        foreach (var option in options)
            count += Dhcpv6Lease.TryRead(option.Type, option.Value, out _) ? 1 : 0;
        return count;
    }

    private static int ReadNeighbour(ReadOnlySpan<byte> bytes)
    {
        if (!NeighbourDiscoveryView.TryRead(bytes, out var view))
            return 0;
        var (sum, position) = ((int)view.Target, 0);
        while (view.TryReadPrefix(ref position, out var prefix))
            sum += prefix.Prefix.Length;
        return sum;
    }

    private static int ReadL2tp(ReadOnlySpan<byte> bytes) =>
        L2tpControlView.TryRead(bytes, out var view)
            ? (int)view.Type + view.Avps.Find(L2tpAvpType.ProxyAuthenticationName).Length
            : 0;
}
