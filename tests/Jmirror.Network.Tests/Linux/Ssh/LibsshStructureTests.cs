using System.Runtime.CompilerServices;
using Jmirror.Network.Linux.Ssh;

namespace Jmirror.Network.Tests.Linux.Ssh;

public sealed class LibsshStructureTests
{
    // Measured with the C compiler on libssh/callbacks.h of libssh 0.10.6, x64.
    [Fact]
    public void Structures_HaveTheSizesOfLibssh()
    {
        Assert.Equal(88, Unsafe.SizeOf<ServerCallbacks>());
        Assert.Equal(136, Unsafe.SizeOf<ChannelCallbacks>());
    }
}
