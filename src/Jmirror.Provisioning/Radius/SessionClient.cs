using Jmirror.Engine.Accounting;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Logs sessions in by RADIUS and accounts for them, as a router does, and counts what came of it. Any number may be
/// under way at the same time.
/// </summary>
public sealed class SessionClient : IDisposable
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly RadiusConfig _config;
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
        (_config, _time) = (config, time);
        _exchange = new RadiusExchange(config, time, random, mostUnderWay);
        var attributes = new SessionAttributes(config, nasName);
        _access = new AccessClient(_exchange, attributes);
        _accounting = new AccountingClient(_exchange, attributes);
    }

    /// <summary>What came of it so far.</summary>
    public LoginFigures Figures { get; } = new();

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
        RadiusAnswer? answer = null;
        try
        {
            answer = await _access.AskAsync(identities, password, method, cancellation).ConfigureAwait(false);
            return Read(answer);
        }
        finally
        {
            Figures.Count(OutcomeOf(answer), answer?.Time ?? TimeSpan.Zero);
        }
    }

    /// <summary>Reports on a session; false when no server answered.</summary>
    /// <param name="status">Start, Interim-Update or Stop.</param>
    /// <param name="session">When it began.</param>
    /// <param name="state">Who it is and what it carried.</param>
    /// <param name="cause">Why it ended, with Stop.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> ReportAsync(
        AcctStatusType status,
        AccountedSession session,
        SessionState state,
        TerminateCause cause,
        CancellationToken cancellation
    )
    {
        var now = UnixTime.Now(_time);
        var report = new AccountingReport(
            status,
            state.Identities,
            state.Addresses,
            now / NanosecondsPerSecond,
            TimeSpan.FromSeconds((now - session.LoggedIn) / NanosecondsPerSecond),
            state.Traffic,
            cause,
            session.Class
        );
        var isAnswered = false;
        try
        {
            isAnswered = await _accounting.ReportAsync(report, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Figures.CountReport(isAnswered);
        }
        return isAnswered;
    }

    private static LoginOutcome OutcomeOf(RadiusAnswer? answer) =>
        answer is null ? LoginOutcome.NoAnswer
        : answer.Code == RadiusCode.AccessAccept ? LoginOutcome.Accepted
        : LoginOutcome.Rejected;

    private SessionLogin Read(RadiusAnswer? answer)
    {
        if (answer is not { Code: RadiusCode.AccessAccept })
            return new SessionLogin(OutcomeOf(answer), [], null);
        _ = RadiusPacketView.TryRead(answer.Packet, out var accept);
        if (LawfulInterceptAttributes.AreIn(accept))
            Figures.CountMirrorOrder();
        return new SessionLogin(LoginOutcome.Accepted, answer.Class, UpdateIntervalOf(accept))
        {
            Accept = answer,
        };
    }

    private long? UpdateIntervalOf(RadiusPacketView accept)
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

/// <summary>What a server said to a login.</summary>
/// <param name="Outcome">Whether it was accepted.</param>
/// <param name="Class">Class attributes of the Access-Accept.</param>
/// <param name="UpdateInterval">Nanoseconds between Interim-Updates; null: there are none.</param>
public sealed record SessionLogin(LoginOutcome Outcome, IReadOnlyList<byte[]> Class, long? UpdateInterval)
{
    /// <summary>The Access-Accept itself; null without one.</summary>
    internal RadiusAnswer? Accept { get; init; }
}

/// <summary>Who a session is, and what it carried so far.</summary>
/// <param name="Identities">Its identities, user name and Acct-Session-Id among them.</param>
/// <param name="Addresses">Its addresses and prefixes.</param>
/// <param name="Traffic">Its traffic.</param>
public sealed record SessionState(
    IReadOnlyList<SubscriberIdentity> Identities,
    IReadOnlyList<IpPrefix> Addresses,
    SessionTraffic Traffic
);
