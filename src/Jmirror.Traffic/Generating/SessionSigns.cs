using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// Carries out the changes of the session book: asks the gate, writes the signalling, and lets subscribers take part in
/// the traffic for as long as their session stands.
/// </summary>
internal sealed class SessionSigns
{
    private readonly SubscriberPopulation _population;
    private readonly SessionBook _sessions;
    private readonly SignallingScript _script;
    private readonly ILoginGate? _gate;
    private readonly TrafficForm _form;
    private readonly OnlineSubscribers _online;
    private readonly OnlineSubscribers _onlineWithPpp;
    private readonly Queue<(int Subscriber, bool IsAccepted)> _answers = new();
    private readonly List<(int Subscriber, SubscriberSession Session)> _ended = [];
    private int _subscriber;
    private bool _isLogin;
    private int _step;
    private int _asked;

    public SessionSigns(
        SubscriberPopulation population,
        SessionBook sessions,
        AccessFraming framing,
        TrafficForm form,
        GeneratorSupplies supplies
    )
    {
        (_population, _sessions, _form, _gate) = (population, sessions, form, supplies.Gate);
        _script = new SignallingScript(population, framing, supplies.Signalling);
        _online = new OnlineSubscribers(population.Count);
        _onlineWithPpp = new OnlineSubscribers(population.Count);
        for (var number = 1; number <= population.Count; number++)
        {
            if (sessions[number].Phase == SessionPhase.Online)
                Admit(number);
        }
    }

    /// <summary>True while a session is being set up or taken down: <see cref="TryWrite"/> may have something.</summary>
    public bool IsBusy => _subscriber != 0;

    /// <summary>True when logins must pass a gate.</summary>
    public bool HasGate => _gate is not null;

    /// <summary>True while the gate owes answers.</summary>
    public bool IsWaiting => _asked > 0;

    /// <summary>Who can have a kind of traffic, at any moment.</summary>
    public OnlineSubscribers Eligible(ApplicationKind application) =>
        application == ApplicationKind.Ppp ? _onlineWithPpp : _online;

    /// <summary>Tells the gate of the sessions that have ended since, and takes its answers.</summary>
    public void TellGate()
    {
        if (_gate is null)
            return;
        foreach (var (subscriber, session) in _ended)
            _gate.LoggedOut(subscriber, session);
        _ended.Clear();
        while (_gate.TryTakeAnswer(out var subscriber, out var isAccepted))
            _answers.Enqueue((subscriber, isAccepted));
    }

    /// <summary>Takes what is due, up to the first session whose signalling has to be written.</summary>
    public void TakeChanges(long now)
    {
        while (!IsBusy && _answers.TryDequeue(out var answer))
        {
            _asked--;
            if (answer.IsAccepted)
                Begin(answer.Subscriber, isLogin: true, now);
            else
                _sessions.Refused(answer.Subscriber, now);
        }
        while (!IsBusy && _sessions.TryTakeChange(now, out var change))
        {
            if (!change.IsLogin)
            {
                Dismiss(change.Subscriber);
                if (_gate is not null)
                    _ended.Add((change.Subscriber, _sessions[change.Subscriber]));
                Begin(change.Subscriber, isLogin: false, now);
            }
            else if (_gate is null)
            {
                Begin(change.Subscriber, isLogin: true, now);
            }
            else
            {
                _asked++;
                _gate.Ask(change.Subscriber, _sessions[change.Subscriber]);
            }
        }
    }

    /// <summary>
    /// Writes the next frame of the session that is being set up or taken down; in mirrored form the next one of which a
    /// router makes a copy. False when none is left.
    /// </summary>
    public bool TryWrite(Span<byte> bytes, long now, out SignallingFrame frame, out int subscriber)
    {
        subscriber = _subscriber;
        do frame = WriteNext(bytes, now);
        while (_form == TrafficForm.Mirrored && frame is { PppOffset: 0, IsLast: false });
        return _form == TrafficForm.Frames || frame.PppOffset != 0;
    }

    private SignallingFrame WriteNext(Span<byte> bytes, long now)
    {
        var subscriber = _subscriber;
        var frame = _script.Write(_population[subscriber], _sessions[subscriber], _isLogin, _step++, bytes);
        if (frame.IsLast)
            End(now);
        return frame;
    }

    private void Begin(int subscriber, bool isLogin, long now)
    {
        (_subscriber, _isLogin, _step) = (subscriber, isLogin, 0);
        // Of how a session comes about, mirrors copy what passes in L2TP; the rest passes on the access link only.
        var who = _population[subscriber];
        if (_form == TrafficForm.Mirrored && !(who.IsMirrored && who.Access == AccessKind.L2tp))
            End(now);
    }

    private void End(long now)
    {
        var subscriber = _subscriber;
        _subscriber = 0;
        if (_isLogin)
        {
            _sessions.Established(subscriber, now);
            Admit(subscriber);
        }
        else
        {
            _sessions.Ended(subscriber, now);
        }
    }

    private void Admit(int number)
    {
        var who = _population[number];
        if (_form == TrafficForm.Mirrored && !who.IsMirrored)
            return;
        _online.Add(number);
        // A mirror of PPPoE copies IP packets only; one of L2TP the whole PPP frame.
        if (who.Access == AccessKind.L2tp || (who.Access == AccessKind.Pppoe && _form == TrafficForm.Frames))
            _onlineWithPpp.Add(number);
    }

    private void Dismiss(int number)
    {
        _online.Remove(number);
        _onlineWithPpp.Remove(number);
    }
}
