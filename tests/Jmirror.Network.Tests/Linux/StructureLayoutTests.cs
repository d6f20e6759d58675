using System.Runtime.CompilerServices;
using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Netlink;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Sizes as a C compiler gives them on 64-bit Linux for the structures of the same names.</summary>
public class StructureLayoutTests
{
    [Fact]
    public void Structures_SharedWithTheKernel_HaveItsSizes()
    {
        Assert.Equal(16, Unsafe.SizeOf<Iovec>());
        Assert.Equal(56, Unsafe.SizeOf<Msghdr>());
        Assert.Equal(64, Unsafe.SizeOf<Mmsghdr>());
        Assert.Equal(8, Unsafe.SizeOf<Pollfd>());
        Assert.Equal(16, Unsafe.SizeOf<Timeval>());
        Assert.Equal(16, Unsafe.SizeOf<Timespec>());
        Assert.Equal(16, Unsafe.SizeOf<SockaddrIn>());
        Assert.Equal(20, Unsafe.SizeOf<SockaddrLl>());
        Assert.Equal(12, Unsafe.SizeOf<SockaddrNl>());
        Assert.Equal(16, Unsafe.SizeOf<SockaddrXdp>());
        Assert.Equal(8, Unsafe.SizeOf<SockFilter>());
        Assert.Equal(16, Unsafe.SizeOf<SockFprog>());
        Assert.Equal(32, Unsafe.SizeOf<XdpUmemReg>());
        Assert.Equal(128, Unsafe.SizeOf<XdpMmapOffsets>());
        Assert.Equal(16, Unsafe.SizeOf<XdpDescriptor>());
        Assert.Equal(16, Unsafe.SizeOf<Nlmsghdr>());
        Assert.Equal(4, Unsafe.SizeOf<Rtattr>());
        Assert.Equal(16, Unsafe.SizeOf<Ifinfomsg>());
        Assert.Equal(12, Unsafe.SizeOf<Rtmsg>());
        Assert.Equal(12, Unsafe.SizeOf<Ndmsg>());
        Assert.Equal(40, Unsafe.SizeOf<Ifreq>());
        Assert.Equal(8, Unsafe.SizeOf<EthtoolValue>());
    }
}
