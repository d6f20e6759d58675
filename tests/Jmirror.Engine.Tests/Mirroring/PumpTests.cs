using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Mirroring;

public sealed class PumpTests : IDisposable
{
    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    private readonly RunCounters _counters = new();
    private readonly ScriptedSink _sink = new();
    private readonly MirrorTable _table = new(TriggerPrecedence.EveryHit, []);
    private readonly OwnOutput _own = new();

    [Fact]
    public void Run_CopyOfThisRun_IsCountedAsOwnOutputAndNotMirroredAgain()
    {
        _table.Add(Sample.Mirror);
        var outer = Sample.Outer;
        _own.Add(outer.Source, outer.Destination, outer.DestinationPort);

        Pump(Sample.Ping, Sample.MirroredPing);

        Hex.AssertEqual(Sample.MirroredPing, Assert.Single(_sink.Taken));
        Assert.Equal(
            (2, 1, 1),
            (_counters.Read, _counters.Matched, _counters.DroppedFor(DropReason.OwnOutput))
        );
        Assert.Null(_counters.Imbalance());
    }

    [Fact]
    public void Run_CopyOfThisRunThatNoMirrorWants_IsUnmatched()
    {
        _table.Add(Sample.Mirror with { Triggers = [new Trigger { OuterVlan = 7 }] });
        _own.Add(Sample.Outer.Source, Sample.Outer.Destination, Sample.Outer.DestinationPort);

        Pump(Sample.MirroredPing);

        Assert.Equal(1, _counters.UnmatchedFor(MissReason.NoTrigger));
    }

    // IPv4 from 10.0.0.1 to 10.0.0.2, UDP between ports 1813: what may be RADIUS accounting.
    private static readonly byte[] Accounting = Hex.Bytes(
        "4500001c 00000000 40110000 0a000001 0a000002 07150715 00080000"
    );

    [Fact]
    public void Run_FrameThatTeachesASubscriber_IsMirroredItself()
    {
        var learner = new LoginLearner(() => _table.Add(Sample.Mirror));

        Pump(learner, Accounting, Sample.Ping);

        Assert.Equal(2, _sink.Taken.Count);
        Assert.Equal(1, learner.Seen);
    }

    [Fact]
    public void Run_FrameThatCannotTeach_IsNotShownToTheLearner()
    {
        var learner = new LoginLearner(() => { });

        Pump(learner, Sample.Ping, Hex.Bytes("f0"));

        Assert.Equal(0, learner.Seen);
    }

    [Fact]
    public void Run_WayOutAddedMeanwhile_GetsTheCopiesOfNewMirrors()
    {
        var first = NewWayOut(_sink);
        using var added = new ScriptedSink();
        var waysOut = new WaysOut(first);
        var learner = new LoginLearner(() =>
        {
            waysOut.Add(NewWayOut(added));
            _table.Add(Sample.Mirror with { WayOut = 1 });
        });

        NewPump(waysOut, learner).Run(new ListedFrames(Accounting), CancellationToken.None);

        Hex.AssertEqual(Accounting, Assert.Single(added.Taken).AsSpan(OuterTemplate.Length));
        Assert.Empty(_sink.Taken);
    }

    public void Dispose() => _sink.Dispose();

    private void Pump(params byte[][] frames) => Pump(learner: null, frames);

    private void Pump(ILearner? learner, params byte[][] frames)
    {
        var pump = NewPump(new WaysOut(NewWayOut(_sink)), learner);
        Assert.True(pump.Run(new ListedFrames(frames), CancellationToken.None));
        pump.Finish();
    }

    private Pump NewPump(WaysOut waysOut, ILearner? learner) =>
        new(
            _table,
            waysOut,
            _counters,
            new Pacer(PacingSchedule.TopSpeed, Clock, PacingLimits.Default),
            PumpShare.Whole,
            ownOutput: _own,
            learner: learner
        );

    private WayOut NewWayOut(ScriptedSink sink) =>
        new(sink, new WayOutOptions(), _counters, new RateMeter(Clock), Clock);

    /// <summary>Takes the first frame for a login.</summary>
    private sealed class LoginLearner(Action logIn) : ILearner
    {
        public int Seen { get; private set; }

        public void See(ReadOnlySpan<byte> frame, in FrameInfo info, in PacketKey key, DissectOutcome outcome)
        {
            if (Seen++ == 0)
                logIn();
        }
    }

    /// <summary>IP packets without link header, in one batch.</summary>
    private sealed class ListedFrames(params byte[][] frames) : IFrameSource
    {
        private bool _read;

        public ReceiveStatus Receive(out FrameBatch batch)
        {
            batch = default;
            if (_read)
                return ReceiveStatus.End;
            _read = true;
            var infos = new List<FrameInfo>();
            foreach (var frame in frames)
                infos.Add(
                    new FrameInfo(
                        infos.Sum(info => info.Length),
                        frame.Length,
                        frame.Length,
                        0,
                        LinkType.Raw,
                        FrameDirection.Unknown,
                        0
                    )
                );
            batch = new FrameBatch(frames.SelectMany(frame => frame).ToArray(), infos.ToArray());
            return ReceiveStatus.Frames;
        }

        public void Dispose() { }
    }
}
