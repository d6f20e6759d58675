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
    private const int MaxUnderWay = 64;

    private readonly IControlPlane _control;
    private readonly AcceptedOrders _orders;
    private readonly TimeProvider _time;
    private readonly SessionClient _client;
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
        (_control, _time) = (control, time);
        _orders = new AcceptedOrders(router.Series, control, mirrors, time);
        _client = new SessionClient(config, router.Name, MaxUnderWay, time, random);
        Span<byte> first = stackalloc byte[sizeof(uint)];
        random(first);
        _lastSessionId = BitConverter.ToUInt32(first);
    }

    /// <summary>What came of it so far.</summary>
    public LoginFigures Figures => _client.Figures;

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
        var said = await _client
            .LogInAsync(identities, password, login.Method, cancellation)
            .ConfigureAwait(false);
        if (said.Accept is not { } accept)
            return said.Outcome;
        if (Begin(sighting, identities, said, accept) is not { } session)
            return LoginOutcome.Refused;
        lock (_gate)
            _sessions.Add(session);
        await ReportAsync(session, AcctStatusType.Start, TerminateCause.None, cancellation)
            .ConfigureAwait(false);
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
                await EndAsync(session, TerminateCause.AdminReset, cancellation).ConfigureAwait(false);
            }
            else if (session.TryTakeUpdate(now))
            {
                await ReportAsync(session, AcctStatusType.InterimUpdate, TerminateCause.None, cancellation)
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
    public void Dispose() => _client.Dispose();

    private async Task LogOutAsync(LoggedInSession session, CancellationToken cancellation)
    {
        await EndAsync(session, TerminateCause.NasRequest, cancellation).ConfigureAwait(false);
        _control.LogOut(session.Number, SessionEnd.Shutdown);
    }

    private async Task EndAsync(LoggedInSession session, TerminateCause cause, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_sessions.Remove(session))
                return;
        }
        await ReportAsync(session, AcctStatusType.Stop, cause, cancellation).ConfigureAwait(false);
    }

    private Task<bool> ReportAsync(
        LoggedInSession session,
        AcctStatusType status,
        TerminateCause cause,
        CancellationToken cancellation
    ) => _client.ReportAsync(status, session, session.State, cause, cancellation);

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
        SessionLogin login,
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
        return new LoggedInSession(login, now)
        {
            Account = account,
            Identities = identities,
            Addresses = addresses,
        };
    }
}
