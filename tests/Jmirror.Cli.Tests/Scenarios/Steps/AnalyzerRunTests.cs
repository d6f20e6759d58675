using System.Net;
using System.Net.Sockets;
using Jmirror.Cli.Scenarios.Steps;
using Jmirror.Provisioning.Scenarios.Steps;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

public sealed class AnalyzerRunTests
{
    [Fact]
    public async Task Port_TakenAwayAndGivenBack_IsRefusedOnlyMeanwhile()
    {
        using var port = new AnalyzerPort(new IPEndPoint(IPAddress.Loopback, 0));
        await using var bench = new StepBench(port);
        using var sender = SenderTo(port);
        Assert.False(IsRefused(sender));

        await bench.PassesAsync(new AnalyzerStep { Change = AnalyzerChange.Down }, "the analyzer is away");
        Assert.True(IsRefused(sender));

        await bench.PassesAsync(new AnalyzerStep { Change = AnalyzerChange.Up }, "the analyzer is there");
        Assert.False(IsRefused(sender));
    }

    [Fact]
    public async Task Port_ThatFlaps_IsThereInTheEnd()
    {
        using var port = new AnalyzerPort(new IPEndPoint(IPAddress.Loopback, 0));
        await using var bench = new StepBench(port);
        using var sender = SenderTo(port);
        var flapping = bench.PassesAsync(
            new AnalyzerStep
            {
                Change = AnalyzerChange.Flap,
                Times = 3,
                Every = TimeSpan.FromMilliseconds(50),
            },
            "the analyzer went away and came back, 3 times"
        );
        var changes = 0;
        var wasRefused = false;
        while (!flapping.IsCompleted)
        {
            var isRefused = IsRefused(sender);
            changes += isRefused == wasRefused ? 0 : 1;
            wasRefused = isRefused;
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
        await flapping;
        Assert.Equal(6, changes);
    }

    [Fact]
    public async Task Port_LeftDown_IsUpWhenTheStepsEnd()
    {
        using var port = new AnalyzerPort(new IPEndPoint(IPAddress.Loopback, 0));
        using var sender = SenderTo(port);
        await using (var bench = new StepBench(port))
        {
            await bench.RunAsync(new AnalyzerStep { Change = AnalyzerChange.Down });
            Assert.True(IsRefused(sender));
        }
        Assert.False(IsRefused(sender));
    }

    [Fact]
    public async Task Analyzer_ThatIsNotThere_CannotGo()
    {
        await using var bench = new StepBench();
        var problem = await Assert.ThrowsAsync<CommandException>(() =>
            bench.RunAsync(new AnalyzerStep { Change = AnalyzerChange.Down })
        );
        Assert.Equal(
            "the scenario has no analyzer of its own to take away: give the step the key link",
            problem.Message
        );
    }

    [Fact]
    public void Link_DownAndUp_IsSoInTheKernel()
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            var link = new AnalyzerLink(VethPair.Near);
            link.TakeDownAsync(CancellationToken.None).GetAwaiter().GetResult();
            Assert.DoesNotContain(
                ",UP",
                cable.RunNear($"ip link show {VethPair.Near}"),
                StringComparison.Ordinal
            );
            link.BringUpAsync(CancellationToken.None).GetAwaiter().GetResult();
            Assert.Contains(",UP", cable.RunNear($"ip link show {VethPair.Near}"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Link_OfTheLoopback_IsNotTakenDown()
    {
        await using var bench = new StepBench();
        var problem = await Assert.ThrowsAsync<CommandException>(() =>
            bench.RunAsync(new AnalyzerStep { Change = AnalyzerChange.Down, Link = "lo" })
        );
        Assert.Equal(
            "lo is not taken down: it is the loopback, or leads to the default route of this host",
            problem.Message
        );
    }

    [Theory]
    [InlineData("ip addr add 192.0.2.1/24 dev near", "ip route add default via 192.0.2.2")]
    [InlineData("ip -6 addr add 2001:db8::1/64 dev near", "ip -6 route add default via 2001:db8::2")]
    public void Link_OfTheDefaultRoute_IsNotTakenDown(string address, string route)
    {
        using var cable = new VethPair();
        cable.RunNear(address);
        cable.RunNear(route);
        cable.InNear(() =>
        {
            var problem = Assert.Throws<CommandException>(() =>
                new AnalyzerLink(VethPair.Near).TakeDownAsync(CancellationToken.None).GetAwaiter().GetResult()
            );
            Assert.StartsWith("near is not taken down: ", problem.Message, StringComparison.Ordinal);
        });
        Assert.Contains(",UP", cable.RunNear($"ip link show {VethPair.Near}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ThatDoesNotExist_IsNamed()
    {
        Assert.SkipUnless(Tool.Find("ip") is not null, "ip (iproute2) is not installed");
        await using var bench = new StepBench();
        var problem = await Assert.ThrowsAsync<CommandException>(() =>
            bench.RunAsync(new AnalyzerStep { Change = AnalyzerChange.Down, Link = "jmnowhere" })
        );
        Assert.StartsWith("jmnowhere cannot be taken down: ", problem.Message, StringComparison.Ordinal);
    }

    private static Socket SenderTo(AnalyzerPort port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(port.Endpoint);
        return socket;
    }

    // The kernel tells of the refusal with the next call.
    private static bool IsRefused(Socket sender)
    {
        try
        {
            sender.Send([1]);
            sender.Send([2]);
            return false;
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
    }
}
