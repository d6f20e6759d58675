using Jmirror.Engine.Randomness;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// Makes the traffic of a plan, batch by batch: sessions that come and go, and what subscribers send and receive
/// meanwhile. The same plan and the same clock give the same bytes.
/// </summary>
/// <remarks>
/// Signalling goes before traffic: a session is set up without interruption, and its subscriber has a turn once it
/// stands. Without a clock of its own and without I/O; one caller at a time.
/// </remarks>
public sealed class TrafficGenerator
{
    private const int MirrorOverhead = 36;
    private const int Ipv6Version = 6;

    // How old the answers to logins may become, nanoseconds: they are asked for and taken between batches.
    private const long LongestBatch = 10_000_000;

    private readonly TrafficPlan _plan;
    private readonly TrafficForm _form;
    private readonly SubscriberPopulation _population;
    private readonly VirtualClock _clock;
    private readonly AccessFraming _framing;
    private readonly SessionSigns _signs;
    private readonly MixOrder _order;
    private readonly TrafficKind[] _kinds;

    /// <summary>Prepares; nobody is asked for a packet yet.</summary>
    /// <param name="plan">What is to be generated; checked by <see cref="PlanRules"/>.</param>
    /// <param name="form">In which form.</param>
    /// <param name="clock">When packets are due.</param>
    /// <param name="supplies">What the plan needs from outside.</param>
    public TrafficGenerator(
        TrafficPlan plan,
        TrafficForm form,
        VirtualClock clock,
        GeneratorSupplies supplies
    )
    {
        (_plan, _form, _clock) = (plan, form, clock);
        _population = new SubscriberPopulation(plan.Population);
        _framing = new AccessFraming(_population);
        Sessions = new SessionBook(_population, plan.Churn, plan.Seed);
        Counters = new TrafficCounters(plan.Mix);
        _signs = new SessionSigns(_population, Sessions, _framing, form, supplies);
        _order = new MixOrder(plan.Mix);
        _kinds = [.. plan.Mix.Select(share => KindOf(share, supplies))];
    }

    /// <summary>Who comes and goes.</summary>
    public SessionBook Sessions { get; }

    /// <summary>The subscribers.</summary>
    public SubscriberPopulation Population => _population;

    /// <summary>What was generated so far.</summary>
    public TrafficCounters Counters { get; }

    /// <summary>When the next session comes or goes, nanoseconds from the start; <see cref="long.MaxValue"/>: none will.</summary>
    public long NextChangeAt => Sessions.NextChangeAt;

    /// <summary>True while logins wait for their answers.</summary>
    public bool IsWaiting => _signs.IsWaiting;

    /// <summary>Makes the next packets, at most <paramref name="most"/>.</summary>
    public FillOutcome Fill(GeneratedBatch batch, int most = GeneratedBatch.Capacity)
    {
        batch.Clear();
        TellGate();
        _clock.BeginBatch(GeneratedBatch.Capacity);
        var end = _signs.HasGate ? _clock.Now + LongestBatch : long.MaxValue;
        while (batch.HasRoom && batch.Count < most && _clock.Now < end)
        {
            _signs.TakeChanges(_clock.Now);
            if (_signs.IsBusy)
                WriteSignalling(batch);
            else if (!TryWriteTraffic(batch))
                break;
        }
        return batch.Count > 0 ? FillOutcome.Packets
            : IsWaiting || NextChangeAt != long.MaxValue ? FillOutcome.Idle
            : FillOutcome.Silent;
    }

    /// <summary>
    /// Tells the gate of the sessions that ended in the last batch, all of whose packets have been carried by now.
    /// <see cref="Fill"/> does so first; for the very last batch it is the caller's.
    /// </summary>
    public void TellGate() => _signs.TellGate();

    private void WriteSignalling(GeneratedBatch batch)
    {
        var time = _clock.Now;
        var room = batch.Memory.AsSpan(batch.End);
        if (!_signs.TryWrite(room, time, out var frame, out var subscriber))
            return;
        var owner = OwnerOf(_population[subscriber], Sessions[subscriber].SessionId);
        // A copy is the PPP frame alone.
        var (start, kind) =
            _form == TrafficForm.Frames
                ? (0, GeneratedKind.Signalling)
                : (frame.PppOffset, GeneratedKind.PppControl);
        var length = frame.Length - start;
        batch.Add(new GeneratedPacket(batch.End + start, 0, length, time, owner, kind, frame.IsDownstream));
        Counters.Signalling++;
        Count(length, frame.IsDownstream);
    }

    private bool TryWriteTraffic(GeneratedBatch batch)
    {
        // A kind of traffic that nobody can have leaves its turn to the next one.
        for (var tries = 0; tries < _kinds.Length; tries++)
        {
            var place = _order.Next();
            ref readonly var kind = ref _kinds[place];
            if (!kind.Ring.TryTake(out var turn, out var newcomer))
                continue;
            ref var conversation = ref kind.Ring[turn];
            if (newcomer != 0)
                Begin(ref conversation, newcomer, kind);
            Write(batch, ref conversation, kind);
            Counters.Count(place);
            return true;
        }
        return false;
    }

    private void Begin(ref Conversation conversation, int subscriber, in TrafficKind kind)
    {
        var who = _population[subscriber];
        var number = (ulong)Counters.Conversations++;
        conversation = new Conversation
        {
            Subscriber = subscriber,
            SessionId = Sessions[subscriber].SessionId,
            Number = number,
            IsIpv6 = who.HasIpv6 && (!who.HasIpv4 || SeededRandom.Mix(number ^ _plan.Seed) < kind.Ipv6Share),
        };
        kind.Application.Begin(ref conversation);
    }

    private void Write(GeneratedBatch batch, ref Conversation conversation, in TrafficKind kind)
    {
        var who = _population[conversation.Subscriber];
        var headerLength = _form == TrafficForm.Frames ? _framing.HeaderLength(who, kind.IsPpp) : 0;
        var offset = batch.End;
        var room = batch.Memory.AsSpan(offset + headerLength);
        var packet = kind.Application.Write(ref conversation, who.Addresses, room);
        var isIpv6 = !packet.IsPpp && room[0] >> 4 == Ipv6Version;
        if (headerLength > 0)
        {
            _framing.Write(
                batch.Memory.AsSpan(offset, headerLength),
                who,
                Sessions[who.Number],
                packet.IsDownstream,
                packet.IsPpp,
                isIpv6,
                packet.Length
            );
        }
        batch.Add(
            new GeneratedPacket(
                offset,
                headerLength,
                packet.Length,
                _clock.Now,
                OwnerOf(who, conversation.SessionId),
                packet.IsPpp ? GeneratedKind.PppControl
                    : isIpv6 ? GeneratedKind.Ipv6
                    : GeneratedKind.Ipv4,
                packet.IsDownstream
            )
        );
        if (packet.IsLast)
            conversation.Subscriber = 0;
        Count(headerLength + packet.Length, packet.IsDownstream);
    }

    private TrafficKind KindOf(MixShare share, GeneratorSupplies supplies) =>
        new(
            ApplicationFactory.Create(share, _plan.Seed, supplies.Capture, supplies.Mtu),
            new ConversationRing(
                _signs.Eligible(share.Application),
                Sessions,
                _population.Count,
                _plan.EvenRates
            ),
            (ulong)(share.Ipv6 * ulong.MaxValue),
            share.Application == ApplicationKind.Ppp
        );

    private static PacketOwner OwnerOf(in SyntheticSubscriber who, uint sessionId) =>
        new(who.Number, sessionId, who.MirrorId, who.Access);

    private void Count(int length, bool isDownstream)
    {
        Counters.Packets++;
        Counters.Bytes += length;
        if (isDownstream)
            Counters.Downstream++;
        _clock.Advance(_form == TrafficForm.Mirrored ? length + MirrorOverhead : length);
    }

    private readonly record struct TrafficKind(
        Application Application,
        ConversationRing Ring,
        ulong Ipv6Share,
        bool IsPpp
    );
}
