using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>Why an analyzer's socket cannot be had, or not as wished.</summary>
public class UdpReceiveOpeningTests
{
    private static readonly UdpReceiveOptions OnLoopback = new(new Ipv4Address(0x7f000001), Port: 0);

    [Fact]
    public void Open_PortInUse_SaysWhoCanTell()
    {
        using var holder = UdpReceiveSource.Open(OnLoopback, new CaptureInterfaces());
        var error = Assert.Throws<SourceUnavailableException>(() =>
            UdpReceiveSource.Open(OnLoopback with { Port = holder.LocalPort }, new CaptureInterfaces())
        );
        Assert.Equal($"another program listens on 127.0.0.1:{holder.LocalPort}", error.Message);
        Assert.Equal($"ss -ulnp sport = :{holder.LocalPort}", error.Cure);
    }

    [Fact]
    public void Open_ForeignAddress_SaysSo()
    {
        var error = Assert.Throws<SourceUnavailableException>(() =>
            UdpReceiveSource.Open(
                OnLoopback with
                {
                    Address = new Ipv4Address(0xcb007109),
                },
                new CaptureInterfaces()
            )
        );
        Assert.Equal("203.0.113.9 is no address of this machine", error.Message);
    }

    [Fact]
    public void Open_PrivilegedPortWithoutCapability_NamesItAndTheCure()
    {
        const int port = 514;
        var limit = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_unprivileged_port_start"));
        Assert.SkipUnless(port < limit, $"port {port} is free for all here");
        var error = Assert.Throws<SourceUnavailableException>(() =>
            NetworkThread.RunUnprivileged(() =>
                UdpReceiveSource.Open(OnLoopback with { Port = port }, new CaptureInterfaces())
            )
        );
        Assert.Equal(
            "to listen on the privileged port 514 needs the capability CAP_NET_BIND_SERVICE",
            error.Message
        );
        Assert.StartsWith("sudo setcap", error.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutCapability_ReportsTheBufferThatTheKernelGrants()
    {
        var most = int.Parse(File.ReadAllText("/proc/sys/net/core/rmem_max"));
        NetworkThread.RunUnprivileged(() =>
        {
            using var source = UdpReceiveSource.Open(
                OnLoopback with
                {
                    BufferLength = most * 2,
                },
                new CaptureInterfaces()
            );
            Assert.Equal(most, source.BufferLength);
        });
    }
}
