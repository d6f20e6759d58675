using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>One direction of an L2TP session.</summary>
internal static class L2tpSchema
{
    private const string Any = "any";

    private static readonly Key<L2tpConfig, UInt128> Peer = new("peer", Addresses.Host)
    {
        Help = "Receiver of the messages: their outer destination address.",
        Example = "192.0.2.9",
        AbsentMeans = Any,
        Get = session => session.Peer,
    };

    private static readonly Key<L2tpConfig, ushort> Tunnel = new(
        "tunnel",
        Scalars.Number<ushort>("an L2TP tunnel id", 1, ushort.MaxValue)
    )
    {
        Help = "Tunnel id in the messages, 1 to 65535.",
        Example = "5",
        AbsentMeans = Any,
        Get = session => session.Tunnel,
    };

    private static readonly Key<L2tpConfig, ushort> Session = new(
        "session",
        Scalars.Number<ushort>("an L2TP session id", 1, ushort.MaxValue)
    )
    {
        Help = "Session id in the messages, 1 to 65535.",
        Example = "77",
        AbsentMeans = Any,
        Get = session => session.Session,
    };

    private static readonly MappingKind<L2tpConfig> Kind = new(
        "l2tp",
        [Peer, Tunnel, Session],
        values => new L2tpConfig
        {
            Peer = values.Find(Peer),
            Tunnel = values.Find(Tunnel),
            Session = values.Find(Session),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = session => session.Origin,
        Check = (values, errors) =>
        {
            if (values.IsEmpty)
                errors.Add(values.Origin.Position, "l2tp names no session: give it peer, tunnel or session");
        },
    };

    /// <summary>One entry or several.</summary>
    public static readonly OneOrManyKind<L2tpConfig> OneOrMany = new(Kind, ToFlow);

    private static string ToFlow(L2tpConfig session)
    {
        var members = new List<string>();
        if (session.Peer is { } peer)
            members.Add($"peer: {Addresses.Host.ToYaml(peer)}");
        if (session.Tunnel is { } tunnel)
            members.Add($"tunnel: {tunnel}");
        if (session.Session is { } number)
            members.Add($"session: {number}");
        return $"{{ {string.Join(", ", members)} }}";
    }
}
