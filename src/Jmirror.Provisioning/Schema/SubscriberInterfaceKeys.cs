using Jmirror.Protocol.Link;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The keys of a subscriber interface, which triggers and subscribers share.</summary>
/// <param name="linkOf">The subscriber interface of a record.</param>
/// <param name="absentMeans">What an absent key means there.</param>
internal sealed class SubscriberInterfaceKeys<TRecord>(
    Func<TRecord, SubscriberInterfaceConfig> linkOf,
    string absentMeans
)
{
    // 0xffff is reserved (RFC 2516 section 4), 0 is discovery.
    private const ushort LargestPppoeSession = 65534;

    private readonly Key<TRecord, string> _interface = new(InterfaceName, Scalars.Text)
    {
        Help = "Name of the capture interface.",
        Example = "eth1",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).Interface,
    };

    private readonly Key<TRecord, ushort> _outerVlan = new("outer-vlan", Scalars.Vlan)
    {
        Help = "VLAN id of the outermost tag, 1 to 4094.",
        Example = "7",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).OuterVlan,
    };

    private readonly Key<TRecord, ushort> _innerVlan = new("inner-vlan", Scalars.Vlan)
    {
        Help = "VLAN id of the second tag, 1 to 4094.",
        Example = "100",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).InnerVlan,
    };

    private readonly Key<TRecord, MacAddress> _mac = new("mac", Scalars.Mac)
    {
        Help = "Ethernet address of the subscriber.",
        Example = "\"02:00:00:00:00:07\"",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).Mac,
    };

    private readonly Key<TRecord, ushort> _pppoeSession = new(
        "pppoe-session",
        Scalars.Number<ushort>("a PPPoE session id", 1, LargestPppoeSession)
    )
    {
        Help = "PPPoE session id, 1 to 65534.",
        Example = "1",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).PppoeSession,
    };

    private readonly Key<TRecord, ConfigList<L2tpConfig>> _l2tp = new("l2tp", L2tpSchema.OneOrMany)
    {
        Help =
            "L2TP session as its messages show it: peer (their receiver), tunnel and session id. Each direction has "
            + "ids of its own: give a list with one entry for each.",
        Example = "[{ peer: 192.0.2.9, tunnel: 5, session: 77 }, { peer: 192.0.2.8, tunnel: 9, session: 4 }]",
        AbsentMeans = absentMeans,
        Get = record => linkOf(record).L2tp is { Count: > 0 } sessions ? sessions : null,
    };

    /// <summary>The key that names a capture interface.</summary>
    private const string InterfaceName = "interface";

    /// <summary>All of them.</summary>
    public IReadOnlyList<Key<TRecord>> All =>
        [_interface, _outerVlan, _innerVlan, _mac, _pppoeSession, _l2tp];

    /// <summary>The subscriber interface that was read.</summary>
    public SubscriberInterfaceConfig Read(KeyValues<TRecord> values) =>
        new()
        {
            Interface = values.Find(_interface),
            OuterVlan = values.Find(_outerVlan),
            InnerVlan = values.Find(_innerVlan),
            Mac = values.Find(_mac),
            PppoeSession = values.Find(_pppoeSession),
            L2tp = values.List(_l2tp),
        };
}
