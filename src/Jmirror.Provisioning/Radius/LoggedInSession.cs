using Jmirror.Engine.Accounting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Radius;

/// <summary>A session that <see cref="RadiusLogin"/> accounts for.</summary>
internal sealed class LoggedInSession
{
    /// <summary>Its traffic.</summary>
    public required SessionAccount Account { get; init; }

    /// <summary>Number of its <see cref="Subscriber"/>.</summary>
    public long Number => Account.Session;

    /// <summary>Its identities, the Acct-Session-Id among them.</summary>
    public required IReadOnlyList<SubscriberIdentity> Identities { get; init; }

    /// <summary>Its addresses and prefixes.</summary>
    public required IReadOnlyList<IpPrefix> Addresses { get; init; }

    /// <summary>When it logged in, nanoseconds since 1970-01-01 UTC.</summary>
    public required long LoggedIn { get; init; }

    /// <summary>Class attributes of its Access-Accept.</summary>
    public required IReadOnlyList<byte[]> Class { get; init; }

    /// <summary>Nanoseconds between its Interim-Updates; null: there are none.</summary>
    public required long? ReportInterval { get; init; }

    /// <summary>Interim-Updates that were sent.</summary>
    public int Reports { get; set; }

    /// <summary>True when another Interim-Update is due.</summary>
    public bool IsDue(long now) =>
        ReportInterval is { } interval && now - LoggedIn >= (Reports + 1) * interval;
}
