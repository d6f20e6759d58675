using System.Collections.Concurrent;
using Jmirror.Engine.Accounting;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Radius;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>
/// Lets those subscribers in whom a RADIUS server accepts, and accounts for their sessions. Many are asked for at the
/// same time, on other threads than the sender's, which never waits here.
/// </summary>
internal sealed class RadiusGate : ILoginGate, IDisposable
{
    /// <summary>Requests under way at a time, a socket each: more than a server works at.</summary>
    public const int MostUnderWay = 512;

    private static readonly TimeSpan UpdateCheck = TimeSpan.FromSeconds(1);

    private readonly SessionClient _client;
    private readonly LineDescriptions _lines;
    private readonly CarriedTraffic _carried;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<(int Subscriber, bool IsAccepted)> _answers = new();
    private readonly ConcurrentDictionary<int, GatedSession> _sessions = new();
    private readonly SemaphoreSlim _turns = new(MostUnderWay);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly TasksUnderWay _logins = new();
    private readonly TasksUnderWay _reports = new();
    private readonly ITimer _updates;

    /// <summary>Prepares; nobody is asked yet.</summary>
    /// <param name="client">Asks and reports; the caller's to dispose of.</param>
    /// <param name="lines">Who the subscribers are.</param>
    /// <param name="carried">What their sessions carry.</param>
    /// <param name="time">The clock.</param>
    public RadiusGate(SessionClient client, LineDescriptions lines, CarriedTraffic carried, TimeProvider time)
    {
        (_client, _lines, _carried, _time) = (client, lines, carried, time);
        _updates = time.CreateTimer(_ => SendUpdates(), null, UpdateCheck, UpdateCheck);
    }

    public void Ask(int subscriber, in SubscriberSession session)
    {
        var sessionId = session.SessionId;
        _logins.Add(Task.Run(() => LogInAsync(subscriber, sessionId)));
    }

    public bool TryTakeAnswer(out int subscriber, out bool isAccepted)
    {
        var isAnswer = _answers.TryDequeue(out var answer);
        (subscriber, isAccepted) = answer;
        return isAnswer;
    }

    public void LoggedOut(int subscriber, in SubscriberSession session)
    {
        if (_sessions.TryRemove(subscriber, out var gated))
            Stop(gated, TerminateCause.UserRequest);
    }

    /// <summary>Ends all sessions, as the router does when it shuts down, and waits until their last reports are through.</summary>
    /// <param name="patience">How long servers may take for it; what they have not answered by then is given up.</param>
    public void End(TimeSpan patience)
    {
        // Whoever waits for a turn is not asked about any more; whoever is asked about may have to be logged out.
        _closing.Cancel();
        _givingUp.CancelAfter(patience);
        _logins.Wait();
        _updates.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var session in _sessions.Values)
            Stop(session, TerminateCause.NasRequest);
        _sessions.Clear();
        _reports.Wait();
    }

    public void Dispose()
    {
        _updates.Dispose();
        _turns.Dispose();
        _closing.Dispose();
        _givingUp.Dispose();
    }

    private async Task LogInAsync(int subscriber, uint sessionId)
    {
        await _turns.WaitAsync(_closing.Token).ConfigureAwait(false);
        try
        {
            var login = await _client
                .LogInAsync(
                    _lines.StateOf(subscriber, sessionId, default).Identities,
                    _lines.PasswordOf(subscriber),
                    _lines.MethodOf(subscriber),
                    _givingUp.Token
                )
                .ConfigureAwait(false);
            var isAccepted = login.Outcome == LoginOutcome.Accepted;
            if (isAccepted)
                Begin(new GatedSession(login, UnixTime.Now(_time), subscriber, sessionId));
            _answers.Enqueue((subscriber, isAccepted));
        }
        finally
        {
            _turns.Release();
        }
    }

    private void Begin(GatedSession session)
    {
        Report(session, AcctStatusType.Start, default, TerminateCause.None);
        _sessions[session.Subscriber] = session;
    }

    private void Stop(GatedSession session, TerminateCause cause) =>
        Report(session, AcctStatusType.Stop, _carried.Take(session.Subscriber), cause);

    private void SendUpdates()
    {
        var now = UnixTime.Now(_time);
        foreach (var session in _sessions.Values)
        {
            if (session.TryTakeUpdate(now))
                Report(
                    session,
                    AcctStatusType.InterimUpdate,
                    _carried[session.Subscriber],
                    TerminateCause.None
                );
        }
    }

    private void Report(
        GatedSession session,
        AcctStatusType status,
        SessionTraffic traffic,
        TerminateCause cause
    ) =>
        _reports.Add(
            session.ReportAsync(
                () =>
                    _client.ReportAsync(
                        status,
                        session,
                        _lines.StateOf(session.Subscriber, session.SessionId, traffic),
                        cause,
                        _givingUp.Token
                    ),
                isLast: status == AcctStatusType.Stop
            )
        );
}
