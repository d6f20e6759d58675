using Jmirror.Engine.Counting;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>Copies through a way out and an impairing sink into a scripted one, with a ledger.</summary>
internal sealed class ImpairedWay : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly LedgerWriter _ledger;
    private readonly WayOut _wayOut;
    private readonly Encapsulator _encapsulator;

    public ImpairedWay(
        IReadOnlyList<Impairment> impairments,
        ulong seed = 1,
        ScriptedSink? sink = null,
        StillClock? clock = null
    )
    {
        Assert.All(impairments, one => Assert.Null(ImpairmentRules.Check(one)));
        Assert.Null(ImpairmentRules.CheckTogether(impairments));
        Sink = sink ?? new ScriptedSink(slots: 64);
        Clock = clock ?? new StillClock();
        _ledger = new LedgerWriter(_file, TimeProvider.System);
        Impairing = new ImpairingSink(
            Sink,
            new ImpairmentPlan(impairments, seed),
            new ImpairingOptions(Clock, _ledger, TimeProvider.System),
            Counters
        );
        _wayOut = new WayOut(
            Impairing,
            new WayOutOptions(Patience: 1),
            Counters,
            new RateMeter(Clock),
            Clock
        );
        _encapsulator = new Encapsulator(Counters);
    }

    public RunCounters Counters { get; } = new();

    public ScriptedSink Sink { get; }

    public StillClock Clock { get; }

    public ImpairingSink Impairing { get; }

    /// <summary>Datagrams that left.</summary>
    public List<byte[]> Taken => Sink.Taken;

    /// <summary>Copies a packet and sends it.</summary>
    public void Send(byte[] packet, MirrorDefinition? mirror = null)
    {
        Write(packet, mirror);
        _wayOut.Flush();
    }

    /// <summary>Copies a packet into the batch.</summary>
    public void Write(byte[] packet, MirrorDefinition? mirror = null) =>
        _encapsulator.Copy(
            new MirrorHit(new Mirror(mirror ?? Sample.Mirror), FromInner: false, AsPpp: false),
            packet,
            Sample.PayloadOf(packet),
            timestamp: 0,
            _wayOut
        );

    /// <summary>Ends the run; the ledger's lines, after the figures were found to add up.</summary>
    public List<SentCopy> Finish()
    {
        _wayOut.Drain(DropReason.Interrupted);
        Impairing.Finish(TestContext.Current.CancellationToken);
        _ledger.Dispose();
        Assert.Null(Counters.Imbalance());
        return LedgerBytes.Read(_file.ToArray());
    }

    public void Dispose()
    {
        Impairing.Dispose();
        _ledger.Dispose();
    }

    /// <summary>A mirror of another id.</summary>
    public static MirrorDefinition Mirror(uint id) =>
        Sample.Mirror with
        {
            Header = new MirrorHeader(0, id, 0x90),
        };
}

/// <summary>A clock that only a test moves, and a wait.</summary>
internal sealed class StillClock : IPacingClock
{
    public long Now { get; set; }

    public void SleepUntil(long time, CancellationToken cancellation) => Now = Math.Max(Now, time);
}
