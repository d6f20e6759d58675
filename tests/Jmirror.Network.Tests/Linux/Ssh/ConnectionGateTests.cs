using Jmirror.Network.Linux.Ssh;

namespace Jmirror.Network.Tests.Linux.Ssh;

public sealed class ConnectionGateTests
{
    [Fact]
    public void Connections_BeyondTheLimit_WaitForOneToLeave()
    {
        var gate = new ConnectionGate(2, 100, new Clock());
        Assert.Null(gate.TryEnter());
        Assert.Null(gate.TryEnter());
        Assert.Equal("2 are open already (connection-limit)", gate.TryEnter());

        gate.Leave();

        Assert.Null(gate.TryEnter());
    }

    [Fact]
    public void Connections_BeyondTheRate_WaitForTheMinuteToPass()
    {
        var clock = new Clock();
        var gate = new ConnectionGate(100, 2, clock);
        Assert.Null(gate.TryEnter());
        clock.Seconds = 30;
        Assert.Null(gate.TryEnter());
        clock.Seconds = 59;
        Assert.Equal("there were 2 within a minute already (rate-limit)", gate.TryEnter());

        clock.Seconds = 60;
        Assert.Null(gate.TryEnter());
        Assert.NotNull(gate.TryEnter());
        clock.Seconds = 90;
        Assert.Null(gate.TryEnter());
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
