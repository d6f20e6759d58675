using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Sessions;

/// <summary>
/// When sessions begin and end. Those who want to log in stand in one line, first come first served: at the beginning
/// everybody by number, later whoever comes again; the pace lets one in after the other.
/// </summary>
internal sealed class SessionCalendar(int subscribers, ChurnPlan churn, ulong seed)
{
    private readonly DueQueue _ends = new();
    private readonly DueQueue _returns = new();
    private readonly int[] _logins = new int[subscribers + 1];
    private readonly Durations _durations = new(seed);
    private LoginPace _pace = new(churn.LoginsPerSecond);
    private int _newcomer = 1;

    /// <summary>When the next change is due; <see cref="long.MaxValue"/> while nothing will change.</summary>
    public long NextChangeAt => Math.Min(_ends.NextAt, NextLoginAt);

    private bool HasNewcomer => _newcomer <= subscribers;

    private long NextLoginAt
    {
        get
        {
            var due = HasNewcomer ? 0 : _returns.NextAt;
            return due == long.MaxValue ? due : Math.Max(due, _pace.NextAt);
        }
    }

    /// <summary>Logins that a subscriber has begun.</summary>
    public int LoginsOf(int subscriber) => _logins[subscriber];

    /// <summary>Takes the change that is due at <see cref="NextChangeAt"/>. There must be one.</summary>
    public SessionChange Take()
    {
        var loginAt = NextLoginAt;
        if (_ends.NextAt <= loginAt)
        {
            var end = _ends.Take();
            return new SessionChange(end.Subscriber, IsLogin: false, end.Time);
        }
        var subscriber = HasNewcomer ? _newcomer++ : _returns.Take().Subscriber;
        _pace.Take(loginAt);
        _logins[subscriber]++;
        return new SessionChange(subscriber, IsLogin: true, loginAt);
    }

    /// <summary>Draws how long a session lasts that begins now.</summary>
    public void ScheduleEnd(int subscriber, long now)
    {
        if (churn.Online is { } online)
            _ends.Add(
                now + _durations.Draw(online, subscriber, LoginsOf(subscriber), isOnline: true),
                subscriber
            );
    }

    /// <summary>Draws how long a subscriber stays away from now.</summary>
    public void ScheduleReturn(int subscriber, long now)
    {
        if (churn.Offline is { } offline)
            _returns.Add(
                now + _durations.Draw(offline, subscriber, LoginsOf(subscriber), isOnline: false),
                subscriber
            );
    }
}
