using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Sessions;

/// <summary>
/// Whose session stands, and who comes and goes next. It says when a session begins or ends; how long the signalling
/// then takes, its user says with <see cref="Established"/>, <see cref="Ended"/> and <see cref="Refused"/>. Times are
/// nanoseconds from the start of the run and never go back.
/// </summary>
public sealed class SessionBook
{
    private readonly SubscriberPopulation _population;
    private readonly SubscriberSession[] _sessions;
    private readonly SessionCalendar? _calendar;
    private uint _nextSessionId;

    /// <summary>Opens it.</summary>
    /// <param name="population">The subscribers.</param>
    /// <param name="churn">How they come and go; null: all sessions stand from the beginning and nothing changes.</param>
    /// <param name="seed">What the durations follow from.</param>
    /// <exception cref="ArgumentException"><see cref="ChurnRules"/> refuses the plan, with the reason.</exception>
    public SessionBook(SubscriberPopulation population, ChurnPlan? churn, ulong seed)
    {
        if (churn is not null && ChurnRules.Check(churn) is { } fault)
            throw new ArgumentException(fault, nameof(churn));
        _population = population;
        _sessions = new SubscriberSession[population.Count + 1];
        _nextSessionId = population.Plan.FirstSessionId;
        if (churn is not null)
            _calendar = new SessionCalendar(population.Count, churn, seed);
        else
            StandFromTheBeginning();
    }

    /// <summary>Sessions that stand.</summary>
    public int Online { get; private set; }

    /// <summary>Those of them that belong to mirrored subscribers.</summary>
    public int MirroredOnline { get; private set; }

    /// <summary>Logins that succeeded.</summary>
    public long Logins { get; private set; }

    /// <summary>Logins that were refused.</summary>
    public long Refusals { get; private set; }

    /// <summary>Sessions that have ended.</summary>
    public long Logouts { get; private set; }

    /// <summary>When the next change is due; <see cref="long.MaxValue"/> while nothing will change.</summary>
    public long NextChangeAt => _calendar?.NextChangeAt ?? long.MaxValue;

    /// <summary>A subscriber's session; of one who is offline its last one, with all zeros before the first.</summary>
    /// <param name="subscriber">Its number, from 1.</param>
    public ref readonly SubscriberSession this[int subscriber] => ref _sessions[subscriber];

    /// <summary>
    /// Takes the next change: a session that now logs in, with a session id and link session of its own, or that now
    /// logs out. Logouts come before logins that are due at the same time.
    /// </summary>
    /// <param name="now">Changes due at this time or before it are taken.</param>
    /// <param name="change">The change, with the time when it was due.</param>
    /// <returns>False when none is due.</returns>
    public bool TryTakeChange(long now, out SessionChange change)
    {
        change = default;
        if (_calendar is null || _calendar.NextChangeAt > now)
            return false;
        change = _calendar.Take();
        ref var session = ref _sessions[change.Subscriber];
        if (!change.IsLogin)
        {
            session = session with { Phase = SessionPhase.LoggingOut };
            CountOnline(change.Subscriber, -1);
            return true;
        }
        var linkSession = LinkSessions.IdOf(
            _population.LinkPlaceOf(change.Subscriber),
            _calendar.LoginsOf(change.Subscriber) - 1
        );
        session = new SubscriberSession(_nextSessionId++, linkSession, SessionPhase.LoggingIn);
        return true;
    }

    /// <summary>A login has succeeded: the session stands, and when it ends is drawn.</summary>
    /// <exception cref="InvalidOperationException">The subscriber is not logging in.</exception>
    public void Established(int subscriber, long now)
    {
        Move(subscriber, SessionPhase.LoggingIn, SessionPhase.Online);
        CountOnline(subscriber, 1);
        Logins++;
        _calendar!.ScheduleEnd(subscriber, now);
    }

    /// <summary>A logout is over: the session is gone, and when the subscriber comes again is drawn.</summary>
    /// <exception cref="InvalidOperationException">The subscriber is not logging out.</exception>
    public void Ended(int subscriber, long now)
    {
        Move(subscriber, SessionPhase.LoggingOut, SessionPhase.Offline);
        Logouts++;
        _calendar!.ScheduleReturn(subscriber, now);
    }

    /// <summary>A login has failed: there is no session, and the subscriber tries again as if it had been one.</summary>
    /// <exception cref="InvalidOperationException">The subscriber is not logging in.</exception>
    public void Refused(int subscriber, long now)
    {
        Move(subscriber, SessionPhase.LoggingIn, SessionPhase.Offline);
        Refusals++;
        _calendar!.ScheduleReturn(subscriber, now);
    }

    private void StandFromTheBeginning()
    {
        for (var subscriber = 1; subscriber <= _population.Count; subscriber++)
        {
            var linkSession = LinkSessions.IdOf(_population.LinkPlaceOf(subscriber), login: 0);
            _sessions[subscriber] = new SubscriberSession(_nextSessionId++, linkSession, SessionPhase.Online);
        }
        (Online, MirroredOnline) = (_population.Count, _population.Mirrored);
    }

    private void Move(int subscriber, SessionPhase from, SessionPhase to)
    {
        ref var session = ref _sessions[subscriber];
        if (session.Phase != from)
            throw new InvalidOperationException($"subscriber {subscriber} is {session.Phase}, not {from}");
        session = session with { Phase = to };
    }

    private void CountOnline(int subscriber, int difference)
    {
        Online += difference;
        if (_population.IsMirrored(subscriber))
            MirroredOnline += difference;
    }
}
