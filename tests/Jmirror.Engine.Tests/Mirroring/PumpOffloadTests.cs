using Jmirror.Engine.Counting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Mirroring;

/// <summary>What the pump makes of frames that offloads have left unfinished, and how it counts them.</summary>
public sealed class PumpOffloadTests
{
    // 192.0.2.1:1701 to 192.0.2.2:1701: an L2TP data message, tunnel 1 session 2, with a PPP frame that holds a ping.
    private static readonly byte[] L2tp =
    [
        .. Hex.Bytes(
            "4500 004a 0001 0000 4011 0000 c0000201 c0000202 06a5 06a5 0036 0000 0002 0001 0002 ff03 0021"
        ),
        .. Sample.Ping,
    ];

    private readonly RunCounters _counters = new();

    [Fact]
    public void Run_SuperFrame_IsMirroredInAsManyCopies()
    {
        var copies = Carry(SuperFrames.Make(SuperFrames.Tcp4Headers, 250), segmentSize: 100);

        Assert.Equal([152, 152, 102], copies.Select(copy => copy.Length));
        Assert.All(copies, SuperFrames.AssertChecksums);
        Assert.Equal((1, 1, 3), (_counters.Read, _counters.Matched, _counters.Mirrored));
    }

    [Fact]
    public void Run_SuperFrameBehindPppoe_IsCutAllTheSame()
    {
        var packet = SuperFrames.Make(SuperFrames.Tcp4Headers, 250);
        byte[] frame =
        [
            .. Hex.Bytes("020000000001 020000000002 8100 0007 8864 1100 0001"),
            (byte)((packet.Length + 2) >> 8),
            (byte)(packet.Length + 2),
            .. Hex.Bytes("0021"),
            .. packet,
        ];

        var copies = Carry(frame, segmentSize: 100, LinkType.Ethernet);

        Assert.Equal([152, 152, 102], copies.Select(copy => copy.Length));
    }

    [Fact]
    public void Run_SuperFrameThatCannotBeCut_IsCountedUnderItsReason()
    {
        var packet = SuperFrames.Make(SuperFrames.Tcp4Headers, 250);

        Assert.Empty(Carry(packet, FrameInfo.UnknownSegmentSize));

        Assert.Equal((1, 1), (_counters.Mirrored, _counters.DroppedFor(DropReason.SuperFrame)));
    }

    [Fact]
    public void Run_TunnelSuperFrame_ItsInnerPacketsAreRefused()
    {
        var session = new Trigger { L2tp = new L2tpTrigger(Peer: null, Tunnel: 1, Session: 2) };

        Assert.Single(Carry(L2tp, segmentSize: 0, trigger: session));
        Assert.Empty(Carry(L2tp, segmentSize: 23, trigger: session));

        Assert.Equal((2, 1), (_counters.Mirrored, _counters.DroppedFor(DropReason.SuperFrame)));
    }

    [Fact]
    public void Run_PendingChecksum_IsFilledIn()
    {
        var packet = SuperFrames.Make(SuperFrames.UdpHeaders, 30);
        SuperFrames.WritePending(packet);

        SuperFrames.AssertChecksums(Assert.Single(Carry(packet, segmentSize: 0)));
    }

    private List<byte[]> Carry(
        byte[] frame,
        ushort segmentSize,
        LinkType linkType = LinkType.Raw,
        Trigger? trigger = null
    )
    {
        var sink = new ScriptedSink();
        var clock = new MonotonicClock(TimeProvider.System);
        var wayOut = new WayOut(sink, new WayOutOptions(), _counters, new RateMeter(clock), clock);
        var pump = new Pump(
            MirrorTable.Build(
                [Sample.Mirror with { Header = null, Triggers = [trigger ?? Trigger.All] }],
                TriggerPrecedence.EveryHit
            ),
            new WaysOut(wayOut),
            _counters,
            new Pacer(PacingSchedule.TopSpeed, clock, PacingLimits.Default),
            PumpShare.Whole
        );
        var info = new FrameInfo(
            0,
            frame.Length,
            frame.Length,
            0,
            linkType,
            FrameDirection.Received,
            0,
            segmentSize,
            ChecksumPending: true
        );
        Assert.True(pump.Run(new OneFrame(frame, info), TestContext.Current.CancellationToken));
        pump.Finish();
        Assert.Null(_counters.Imbalance());
        return sink.Taken;
    }

    private sealed class OneFrame(byte[] frame, FrameInfo info) : IFrameSource
    {
        private readonly FrameInfo[] _frames = [info];
        private bool _isRead;

        public ReceiveStatus Receive(out FrameBatch batch)
        {
            batch = _isRead ? default : new FrameBatch(frame, _frames);
            if (_isRead)
                return ReceiveStatus.End;
            _isRead = true;
            return ReceiveStatus.Frames;
        }

        public void Dispose() { }
    }
}
