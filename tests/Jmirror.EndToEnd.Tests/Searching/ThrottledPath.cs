using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Searching;

/// <summary>
/// A path with a known limit that begins and ends in the near namespace: out by <c>near</c>, over a bridge in the far
/// namespace, through a token bucket (tc-tbf(8)), and back in by <c>back</c>. Copies are frames of 250 bytes.
/// </summary>
/// <remarks>
/// The throttle is not on the sender's own interface: there a packet socket notices what its queue drops, and waits.
/// </remarks>
internal sealed class ThrottledPath : IDisposable
{
    /// <summary>
    /// Frames per second that the path carries: so few that the sender sleeps between them and leaves the processor to
    /// the path, which is made of software here.
    /// </summary>
    public const int Limit = 800;

    /// <summary>Where frames leave the far namespace, behind the throttle.</summary>
    public const string Exit = "exit";

    /// <summary>Where they come back into the near namespace.</summary>
    public const string Back = "back";

    private const string Bridge = "bridge0";

    // Ethernet, outer IPv4, UDP and mirror header. The bucket counts Ethernet headers, but neither checksum nor preamble.
    private const int Headers = 14 + 20 + 8 + 8;
    private const int PacketLength = 200;
    private const int FrameLength = Headers + PacketLength;

    // The queue in front of the bucket bridges 20 ms, so that a sender that was held up so long can catch up; a trial of
    // one second passes up to 2 % above the limit on it, a confirmation of two seconds half of that.
    private const int BucketBytes = 2 * FrameLength;
    private const int QueueBytes = Limit / 50 * FrameLength;

    private readonly WireBed _bed = new();

    public ThrottledPath()
    {
        var cable = _bed.Cable;
        cable.RunNear($"ip link add {Back} type veth peer name {Exit} netns {cable.FarNamespace}");
        cable.RunNear($"ip link set {Back} addrgenmode none up");
        SkipUnless(TryRunFar($"ip link add {Bridge} type bridge"), "the kernel has no bridge");
        foreach (var port in (string[])[VethPair.Far, Exit])
            cable.RunFar($"ip link set {port} addrgenmode none master {Bridge} up");
        cable.RunFar($"ip link set {Bridge} addrgenmode none up");
        SkipUnless(
            TryRunFar(
                $"tc qdisc add dev {Exit} root tbf rate {Limit * FrameLength * 8}bit burst {BucketBytes} limit {QueueBytes}"
            ),
            "the kernel has no token bucket (sch_tbf), or tc is not installed"
        );
    }

    public string FarNamespace => _bed.Cable.FarNamespace;

    /// <summary>Runs find-max over the path to its end.</summary>
    public ToolResult FindMax(params IReadOnlyList<string> arguments)
    {
        var chrt = Tool.Find("chrt");
        Assert.SkipUnless(chrt is not null, "chrt (util-linux) is not installed");
        return _bed.Cable.RunNear(
            // Real-time priority: the sender has to be on time whatever else runs here, or the test measures the machine.
            chrt,
            [
                "--fifo",
                "1",
                JmirrorProgram.Path,
                "find-max",
                SubscriberTraffic.Ip(_bed, 100, length: PacketLength),
                "--analyzer",
                $"{WireBed.Analyzer}:6502",
                "--source",
                WireBed.Source,
                .. WireBed.StaticPort,
                .. arguments,
            ]
        );
    }

    public string PathOf(string name) => _bed.PathOf(name);

    public void Dispose() => _bed.Dispose();

    private bool TryRunFar(string command) =>
        Tool.RunAny(Tool.Find("ip")!, ["netns", "exec", FarNamespace, .. command.Split(' ')]).ExitCode == 0;

    private void SkipUnless(bool condition, string reason)
    {
        if (!condition)
            Dispose();
        Assert.SkipUnless(condition, reason);
    }
}
