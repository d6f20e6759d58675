using Jmirror.Engine.Accounting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Radius;

/// <summary>A session of the subscriber table that <see cref="RadiusLogin"/> accounts for.</summary>
internal sealed class LoggedInSession(SessionLogin login, long loggedIn) : AccountedSession(login, loggedIn)
{
    /// <summary>Its traffic.</summary>
    public required SessionAccount Account { get; init; }

    /// <summary>Number of its <see cref="Subscriber"/>.</summary>
    public long Number => Account.Session;

    /// <summary>Its identities, the Acct-Session-Id among them.</summary>
    public required IReadOnlyList<SubscriberIdentity> Identities { get; init; }

    /// <summary>Its addresses and prefixes.</summary>
    public required IReadOnlyList<IpPrefix> Addresses { get; init; }

    /// <summary>Who it is and what it carried so far.</summary>
    public SessionState State => new(Identities, Addresses, Account.Traffic);
}
