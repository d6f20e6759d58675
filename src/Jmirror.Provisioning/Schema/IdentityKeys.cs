using Jmirror.Engine.Subscribers;

namespace Jmirror.Provisioning.Schema;

/// <summary>The keys of a subscriber's identities, which triggers and subscribers share.</summary>
/// <param name="get">An identity of a record by kind, null when it has none.</param>
/// <param name="absentMeans">What an absent key means there.</param>
internal sealed class IdentityKeys<TRecord>(Func<TRecord, IdentityKind, string?> get, string absentMeans)
{
    private readonly (IdentityKind Kind, Key<TRecord, string> Key)[] _keys =
    [
        Key(IdentityKind.Username, "User-Name of the subscriber.", "alice@isp.example", get, absentMeans),
        Key(
            IdentityKind.AcctSessionId,
            "Acct-Session-Id of the subscriber. Where it fills the session id: the number behind its last colon, else "
                + "all of it; decimal if it has digits only, hexadecimal if it has letters; low 32 bits.",
            "\"0010000a\"",
            get,
            absentMeans
        ),
        Key(
            IdentityKind.CallingStationId,
            "Calling-Station-Id of the subscriber.",
            "\"02:00:00:00:00:07\"",
            get,
            absentMeans
        ),
        Key(
            IdentityKind.NasPortId,
            "NAS-Port-Id of the subscriber.",
            "\"ge-1/0/0.7:7-100\"",
            get,
            absentMeans
        ),
        Key(
            IdentityKind.DhcpOption82,
            "The whole DHCP option 82 of the subscriber: hexadecimal digits of its sub-options.",
            "0104000000070206000000000007",
            get,
            absentMeans
        ),
        Key(
            IdentityKind.AgentCircuitId,
            "Agent circuit id of the subscriber's line.",
            "\"0.0.0.0/0.0.0.0 eth 0:7\"",
            get,
            absentMeans
        ),
        Key(
            IdentityKind.AgentRemoteId,
            "Agent remote id of the subscriber's line.",
            "LINE.0007",
            get,
            absentMeans
        ),
    ];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Key<TRecord>> All => [.. _keys.Select(one => one.Key)];

    /// <summary>One identity that was read, or null.</summary>
    public string? Find(KeyValues<TRecord> values, IdentityKind kind) =>
        values.Find(Array.Find(_keys, one => one.Kind == kind).Key);

    /// <summary>All identities that were read.</summary>
    public IReadOnlyList<SubscriberIdentity> Read(KeyValues<TRecord> values) =>
        [
            .. from one in _keys
            let value = values.Find(one.Key)
            where value is not null
            select new SubscriberIdentity(one.Kind, value),
        ];

    private static (IdentityKind, Key<TRecord, string>) Key(
        IdentityKind kind,
        string help,
        string example,
        Func<TRecord, IdentityKind, string?> get,
        string absentMeans
    ) =>
        (
            kind,
            new Key<TRecord, string>(IdentityNames.Of(kind), Scalars.Text)
            {
                Help = help,
                Example = example,
                AbsentMeans = absentMeans,
                Get = record => get(record, kind),
            }
        );
}

/// <summary>The configuration's words for identities.</summary>
internal static class IdentityNames
{
    /// <summary>The key.</summary>
    public static string Of(IdentityKind kind) =>
        kind switch
        {
            IdentityKind.Username => "username",
            IdentityKind.AcctSessionId => "acct-session-id",
            IdentityKind.CallingStationId => "calling-station-id",
            IdentityKind.NasPortId => "nas-port-id",
            IdentityKind.DhcpOption82 => "dhcp-option-82",
            IdentityKind.AgentCircuitId => "agent-circuit-id",
            _ => "agent-remote-id",
        };
}
