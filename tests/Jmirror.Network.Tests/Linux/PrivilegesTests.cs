using System.Globalization;
using Jmirror.Network.Linux;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Capabilities are a thread's: each test gives up those of a thread of its own.</summary>
public class PrivilegesTests
{
    [Fact]
    public void KeepOnly_Root_LeavesExactlyTheNamedCapabilities()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "there is nothing to give up");
        NetworkThread.RunAlone(() =>
        {
            Assert.True(Privileges.Has(Capability.Bpf));

            Privileges.KeepOnly(Capability.NetRaw, Capability.NetAdmin);

            Assert.True(Privileges.Has(Capability.NetRaw));
            Assert.True(Privileges.Has(Capability.NetAdmin));
            Assert.False(Privileges.Has(Capability.Bpf));
            Assert.Equal(0x3000UL, StatusField("CapEff"));
            Assert.Equal(0x3000UL, StatusField("CapPrm"));
            Assert.Equal(1UL, StatusField("NoNewPrivs"));
            Assert.Equal("CAP_BPF", Privileges.Missing(Capability.NetRaw, Capability.Bpf));
        });
    }

    [Fact]
    public void KeepOnly_ThreadsStartedAfterwards_HaveNoMore()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "there is nothing to give up");
        NetworkThread.RunAlone(() =>
        {
            Privileges.KeepOnly(Capability.NetRaw);
            NetworkThread.RunAlone(() => Assert.Equal(0x2000UL, StatusField("CapEff")));
        });
    }

    [Fact]
    public void KeepOnly_WithoutCapabilities_GivesNone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "capabilities are Linux's");
        NetworkThread.RunUnprivileged(() =>
        {
            Privileges.KeepOnly(Capability.NetRaw, Capability.NetAdmin);
            Assert.False(Privileges.Has(Capability.NetRaw));
            Assert.Equal("CAP_NET_ADMIN and CAP_NET_RAW", MissingForRings());
        });

        static string MissingForRings() => Privileges.Missing(Capability.NetAdmin, Capability.NetRaw);
    }

    private static ulong StatusField(string name) =>
        ulong.Parse(
            File.ReadLines("/proc/thread-self/status")
                .First(line => line.StartsWith(name + ":", StringComparison.Ordinal))
                .AsSpan(name.Length + 1)
                .Trim(),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture
        );
}
