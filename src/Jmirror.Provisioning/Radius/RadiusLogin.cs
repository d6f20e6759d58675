using System.Globalization;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>What became of a login.</summary>
public enum LoginOutcome
{
    /// <summary>Access-Accept: the session lives.</summary>
    Accepted,

    /// <summary>Access-Reject, or a challenge that nobody can answer here.</summary>
    Rejected,

    /// <summary>No server answered.</summary>
    NoAnswer,

    /// <summary>Access-Accept, but the subscriber table took no further session.</summary>
    Refused,
}

/// <summary>
/// Logs subscribers in by RADIUS, as the router does: Access-Request, the mirror that the Access-Accept asks for,
/// accounting from Start to Stop.
/// </summary>
/// <remarks>
/// A session without Acct-Session-Id of its own gets a decimal one, as Junos gives by default. A session that ends by
/// another hand, such as a Disconnect-Request, gets its Stop within a second (<see cref="TickAsync"/>).
/// </remarks>
public sealed class RadiusLogin : IDisposable
{
    private const uint AdminReset = 6; // Acct-Terminate-Cause, RFC 2866 section 5.10
    private const uint NasRequest = 10;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly RadiusConfig _config;
    private readonly IControlPlane _control;
    private readonly AcceptedOrders _orders;
    private readonly TimeProvider _time;
    private readonly RadiusExchange _exchange;
    private readonly AccessClient _access;
    private readonly AccountingClient _accounting;
    private readonly Lock _gate = new();
    private readonly List<LoggedInSession> _sessions = [];
    private uint _lastSessionId;

    /// <summary>Prepares; reads the secrets.</summary>
    /// <param name="config">With at least one server.</param>
    /// <param name="router">The router's name and series.</param>
    /// <param name="control">Gets the sessions.</param>
    /// <param name="mirrors">The mirrors that RADIUS asked for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For authenticators: <c>RandomNumberGenerator.Fill</c>.</param>
    /// <exception cref="SecretUnreadableException">A server's secret is not to be had.</exception>
    public RadiusLogin(
        RadiusConfig config,
        RouterConfig router,
        IControlPlane control,
        RadiusMirrors mirrors,
        TimeProvider time,
        RandomFill random
    )
    {
        (_config, _control, _time) = (config, control, time);
        _orders = new AcceptedOrders(router.Series, control, mirrors, time);
        _exchange = new RadiusExchange(config, time, random);
        var attributes = new SessionAttributes(config, router.Name);
        _access = new AccessClient(_exchange, attributes);
        _accounting = new AccountingClient(_exchange, attributes);
        Span<byte> first = stackalloc byte[sizeof(uint)];
        random(first);
        _lastSessionId = BitConverter.ToUInt32(first);
    }

    /// <summary>Accounting-Requests that no server answered.</summary>
    public long UnansweredReports { get; private set; }

    /// <summary>Logs a subscriber in. Several may log in at the same time.</summary>
    /// <param name="sighting">What is known of it: identities with a user name, subscriber interface, addresses.</param>
    /// <param name="login">How it logs in.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SecretUnreadableException">The password is not to be had.</exception>
    public async Task<LoginOutcome> LogInAsync(
        Sighting sighting,
        LoginConfig login,
        CancellationToken cancellation
    )
    {
        var identities = WithSessionId(sighting.Identities);
        var password = login.Password.Read(RadiusPassword.MaxLength);
        var answer = await _access
            .AskAsync(identities, password, login.Method, cancellation)
            .ConfigureAwait(false);
        if (answer is null)
            return LoginOutcome.NoAnswer;
        if (answer.Code != RadiusCode.AccessAccept)
            return LoginOutcome.Rejected;
        if (Begin(sighting, identities, answer) is not { } session)
            return LoginOutcome.Refused;
        lock (_gate)
            _sessions.Add(session);
        await ReportAsync(session, AcctStatusType.Start, 0, cancellation).ConfigureAwait(false);
        return LoginOutcome.Accepted;
    }

    /// <summary>
    /// Sends the Interim-Updates that are due, and Stops for sessions that others ended. To be called every second or
    /// so.
    /// </summary>
    public async Task TickAsync(CancellationToken cancellation)
    {
        LoggedInSession[] sessions;
        lock (_gate)
            sessions = [.. _sessions];
        var now = UnixTime.Now(_time);
        foreach (var session in sessions)
        {
            if (_control.ShowSubscriber(session.Number) is null)
            {
                await EndAsync(session, AdminReset, cancellation).ConfigureAwait(false);
            }
            else if (session.IsDue(now))
            {
                session.Reports++;
                await ReportAsync(session, AcctStatusType.InterimUpdate, 0, cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Logs all of its sessions out, with their Stops; for the end of the run.</summary>
    /// <exception cref="OperationCanceledException">Some servers were too slow; their Stops are lost, the sessions stay.</exception>
    public async Task LogOutAllAsync(CancellationToken cancellation)
    {
        LoggedInSession[] sessions;
        lock (_gate)
            sessions = [.. _sessions];
        await Task.WhenAll(sessions.Select(session => LogOutAsync(session, cancellation)))
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _exchange.Dispose();

    private async Task LogOutAsync(LoggedInSession session, CancellationToken cancellation)
    {
        await EndAsync(session, NasRequest, cancellation).ConfigureAwait(false);
        _control.LogOut(session.Number, SessionEnd.Shutdown);
    }

    private async Task EndAsync(LoggedInSession session, uint cause, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_sessions.Remove(session))
                return;
        }
        await ReportAsync(session, AcctStatusType.Stop, cause, cancellation).ConfigureAwait(false);
    }

    private async Task ReportAsync(
        LoggedInSession session,
        AcctStatusType status,
        uint cause,
        CancellationToken cancellation
    )
    {
        var now = UnixTime.Now(_time);
        var report = new AccountingReport(
            status,
            session.Identities,
            session.Addresses,
            now / NanosecondsPerSecond,
            TimeSpan.FromSeconds((now - session.LoggedIn) / NanosecondsPerSecond),
            session.Account.Traffic,
            cause,
            session.Class
        );
        if (!await _accounting.ReportAsync(report, cancellation).ConfigureAwait(false))
            UnansweredReports++;
    }

    private IReadOnlyList<SubscriberIdentity> WithSessionId(IReadOnlyList<SubscriberIdentity> identities) =>
        identities.Any(identity => identity.Kind == IdentityKind.AcctSessionId)
            ? identities
            :
            [
                .. identities,
                new SubscriberIdentity(
                    IdentityKind.AcctSessionId,
                    Interlocked.Increment(ref _lastSessionId).ToString(CultureInfo.InvariantCulture)
                ),
            ];

    /// <summary>Begins the session of an Access-Accept, with the mirror that it asks for; null: the table took none.</summary>
    private LoggedInSession? Begin(
        Sighting sighting,
        IReadOnlyList<SubscriberIdentity> identities,
        RadiusAnswer answer
    )
    {
        _ = RadiusPacketView.TryRead(answer.Packet, out var accept);
        var now = UnixTime.Now(_time);
        IReadOnlyList<IpPrefix> addresses =
        [
            .. (sighting.Addresses ?? []).Union(RadiusAddresses.ReadAll(accept) ?? []),
        ];
        _control.See(
            sighting with
            {
                Source = SightingSource.RadiusAccess,
                Kind = SightingKind.Up,
                IsLogin = true,
                Timestamp = now,
                Identities = identities,
                Addresses = addresses,
            }
        );
        if (
            _control.FindSubscribers(identities) is not [var subscriber]
            || _control.Account(subscriber.Number) is not { } account
        )
            return null;
        if (_orders.TryRead(accept, answer.RequestAuthenticator, answer.Secret, identities, out var order))
            _orders.Obey(order, subscriber);
        return new LoggedInSession
        {
            Account = account,
            Identities = identities,
            Addresses = addresses,
            LoggedIn = now,
            Class = answer.Class,
            ReportInterval = ReportIntervalOf(accept),
        };
    }

    private long? ReportIntervalOf(RadiusPacketView accept)
    {
        if (_config.InterimInterval is { } said)
            return said.Ticks * TimeSpan.NanosecondsPerTick;
        return
            accept.TryFind(RadiusAttributeType.AcctInterimInterval, out var attribute)
            && RadiusValues.TryReadNumber(attribute.Value, out var seconds)
            && seconds > 0
            ? seconds * NanosecondsPerSecond
            : null;
    }
}
