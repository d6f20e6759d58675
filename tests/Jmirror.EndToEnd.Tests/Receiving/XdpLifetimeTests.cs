using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>The XDP program of a capture lives as long as the program that captures, however that ends.</summary>
[Collection(WireCollection.Name)]
public sealed class XdpLifetimeTests : IDisposable
{
    private readonly VethPair _cable = new();

    public void Dispose() => _cable.Dispose();

    [Fact]
    public void ReceiveXdp_Killed_LeavesNoProgramBehind()
    {
        using var receiver = Start();

        receiver.Kill();

        Waiting.Until(() => !HasProgram(), "the kernel takes the program off");
    }

    [Fact]
    public void ReceiveXdp_Interrupted_LeavesNoProgramBehind()
    {
        using var receiver = Start();

        receiver.Interrupt();

        Assert.False(HasProgram());
    }

    private RunningTool Start()
    {
        var receiver = _cable.StartNear(
            JmirrorProgram.Path,
            ["receive", "--interface", VethPair.Near, "--engine", "xdp"]
        );
        receiver.WaitUntilItSays("xdp on near, in the driver, copy mode");
        Assert.True(HasProgram());
        return receiver;
    }

    private bool HasProgram() =>
        _cable.RunNear("ip link show near").Contains("prog/xdp", StringComparison.Ordinal);
}
