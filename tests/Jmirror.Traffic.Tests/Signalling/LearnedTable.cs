using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>The subscriber table of a router that sees the frames.</summary>
internal sealed class LearnedTable
{
    private const long Millisecond = 1_000_000;

    private readonly SubscriberTable _table;
    private readonly SignallingLearner _learner;
    private long _time = 1_700_000_000_000_000_000;

    public LearnedTable()
    {
        _table = new SubscriberTable(new Nobody(), new SubscriberOptions());
        _learner = new SignallingLearner(See, new RadiusListener(See));
    }

    /// <summary>The sessions now.</summary>
    public IReadOnlyList<Subscriber> Sessions => _table.List(0, int.MaxValue);

    /// <summary>Shows frames, a millisecond apart.</summary>
    public void See(IEnumerable<LoginFrame> frames)
    {
        foreach (var frame in frames)
            See(frame.Bytes);
    }

    private void See(byte[] frame)
    {
        _time += Millisecond;
        var info = new FrameInfo(
            0,
            frame.Length,
            frame.Length,
            _time,
            LinkType.Ethernet,
            FrameDirection.Unknown,
            0
        );
        _learner.See(frame, info, KeyOf(frame, info, out var outcome), outcome);
    }

    private static PacketKey KeyOf(byte[] frame, FrameInfo info, out DissectOutcome outcome)
    {
        outcome = Dissector.Dissect(frame, info, out var key);
        return key;
    }

    private void See(Sighting sighting) => _table.See(sighting);

    private sealed class Nobody : ISubscriberObserver
    {
        public void LoggedIn(Subscriber subscriber) { }

        public void Changed(Subscriber subscriber) { }

        public void LoggedOut(Subscriber subscriber, SessionEnd reason) { }
    }
}
