using Jmirror.Engine.Accounting;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Logs synthetic sessions in and out by RADIUS, as a router would, with no subscriber table behind them: what an
/// Access-Accept grants or orders is passed over.
/// </summary>
public sealed class SessionClient : IDisposable
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint UserRequest = 1; // Acct-Terminate-Cause, RFC 2866 section 5.10

    private readonly RadiusExchange _exchange;
    private readonly AccessClient _access;
    private readonly AccountingClient _accounting;
    private readonly TimeProvider _time;

    /// <summary>Prepares; reads the secrets.</summary>
    /// <param name="config">With at least one server.</param>
    /// <param name="nasName">NAS-Identifier where <paramref name="config"/> has none.</param>
    /// <param name="mostUnderWay">Most requests under way at a time, each with a socket of its own; more wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For authenticators: <c>RandomNumberGenerator.Fill</c>.</param>
    /// <exception cref="SecretUnreadableException">A server's secret is not to be had.</exception>
    public SessionClient(
        RadiusConfig config,
        string nasName,
        int mostUnderWay,
        TimeProvider time,
        RandomFill random
    )
    {
        _time = time;
        _exchange = new RadiusExchange(config, time, random, mostUnderWay);
        var attributes = new SessionAttributes(config, nasName);
        _access = new AccessClient(_exchange, attributes);
        _accounting = new AccountingClient(_exchange, attributes);
    }

    /// <inheritdoc/>
    public void Dispose() => _exchange.Dispose();

    /// <summary>Asks whether a session may begin: <see cref="LoginOutcome.Refused"/> is never the answer.</summary>
    /// <param name="identities">Its identities, user name and Acct-Session-Id among them.</param>
    /// <param name="password">Its password.</param>
    /// <param name="method">How the password travels.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SessionLogin> LogInAsync(
        IReadOnlyList<SubscriberIdentity> identities,
        RadiusSecret password,
        PasswordMethod method,
        CancellationToken cancellation
    )
    {
        var answer = await _access.AskAsync(identities, password, method, cancellation).ConfigureAwait(false);
        if (answer is null)
            return new SessionLogin(LoginOutcome.NoAnswer, []);
        return answer.Code == RadiusCode.AccessAccept
            ? new SessionLogin(LoginOutcome.Accepted, answer.Class)
            : new SessionLogin(LoginOutcome.Rejected, []);
    }

    /// <summary>Reports that a session has begun; false when no server answered.</summary>
    public Task<bool> StartAsync(
        IReadOnlyList<SubscriberIdentity> identities,
        SessionLogin login,
        CancellationToken cancellation
    ) => ReportAsync(AcctStatusType.Start, identities, login, TimeSpan.Zero, cancellation);

    /// <summary>Reports that a session has ended, without traffic, by its user; false when no server answered.</summary>
    public Task<bool> StopAsync(
        IReadOnlyList<SubscriberIdentity> identities,
        SessionLogin login,
        TimeSpan duration,
        CancellationToken cancellation
    ) => ReportAsync(AcctStatusType.Stop, identities, login, duration, cancellation);

    private Task<bool> ReportAsync(
        AcctStatusType status,
        IReadOnlyList<SubscriberIdentity> identities,
        SessionLogin login,
        TimeSpan duration,
        CancellationToken cancellation
    ) =>
        _accounting.ReportAsync(
            new AccountingReport(
                status,
                identities,
                [],
                UnixTime.Now(_time) / NanosecondsPerSecond,
                duration,
                default(SessionTraffic),
                UserRequest,
                login.Class
            ),
            cancellation
        );
}

/// <summary>What a server said to a login.</summary>
/// <param name="Outcome">Whether it was accepted.</param>
/// <param name="Class">Class attributes of the Access-Accept, which all reports send back (RFC 2865, section 5.25).</param>
public sealed record SessionLogin(LoginOutcome Outcome, IReadOnlyList<byte[]> Class);
