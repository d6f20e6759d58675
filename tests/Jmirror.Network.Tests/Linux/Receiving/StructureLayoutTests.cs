using System.Runtime.CompilerServices;
using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>Sizes as a C compiler gives them on 64-bit Linux for the structures of the same names.</summary>
public class StructureLayoutTests
{
    [Fact]
    public void Structures_SharedWithTheKernel_HaveItsSizes()
    {
        Assert.Equal(28, Unsafe.SizeOf<TpacketReq3>());
        Assert.Equal(48, Unsafe.SizeOf<TpacketBlockDesc>());
        Assert.Equal(48, Unsafe.SizeOf<Tpacket3Hdr>());
        Assert.Equal(12, Unsafe.SizeOf<TpacketStatsV3>());
        Assert.Equal(16, Unsafe.SizeOf<PacketMreq>());
        Assert.Equal(16, Unsafe.SizeOf<Cmsghdr>());
        Assert.Equal(12, Unsafe.SizeOf<InPktinfo>());
    }
}
