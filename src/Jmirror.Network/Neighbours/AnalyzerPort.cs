using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Netlink;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>
/// The E Series way out: one interface, watched by name. The next station's Ethernet address is configured (static
/// ARP), in which case nothing that arrives on the port changes anything; or it is asked for by ARP.
/// </summary>
internal sealed class AnalyzerPort : NextHopTracker
{
    private readonly string _name;
    private readonly MacAddress? _staticArp;
    private readonly ArpQuestion? _question;
    private readonly RoutingTables _tables = new();
    private readonly NetlinkSocket _changes = new(Rtnetlink.RTMGRP_LINK);
    private LinkInfo? _link;
    private ArpResolver? _resolver;
    private bool _looked;
    private bool _hasAsked;

    /// <summary>An analyzer port with a static ARP entry.</summary>
    /// <param name="name">Interface name; it need not exist yet.</param>
    /// <param name="staticArp">Ethernet address of the analyzer or of the router before it.</param>
    /// <param name="time">The clock.</param>
    public AnalyzerPort(string name, MacAddress staticArp, TimeProvider time)
        : base(time) => (_name, _staticArp) = (name, staticArp);

    /// <summary>An analyzer port that asks for the next station's address.</summary>
    /// <param name="name">Interface name; it need not exist yet.</param>
    /// <param name="question">Who asks for whom.</param>
    /// <param name="time">The clock.</param>
    public AnalyzerPort(string name, ArpQuestion question, TimeProvider time)
        : base(time) => (_name, _question) = (name, question);

    /// <inheritdoc/>
    public override void Doubt() => _looked = false;

    /// <inheritdoc/>
    protected override void Look()
    {
        if (_changes.HeardChanges() || !_looked)
            LookAtLink();
        if (_link is not { Address: { } source } link)
            return;
        if (!link.IsUp || !link.HasCarrier)
            return;
        var destination = _staticArp ?? _resolver?.Resolve(Now);
        if (destination is { } known)
            Found(Reachability.Up, new NextHop(link.Index, source, known, link.Mtu));
        else
            Lost(Reachability.Unresolved);
    }

    private void LookAtLink()
    {
        _looked = true;
        var before = _link;
        _link = _tables.FindLink(_name);
        if (_link is { Address: not null, IsUp: true, HasCarrier: true })
        {
            if (_resolver is null || before?.Index != _link.Index || before.Address != _link.Address)
                RestartResolver(_link);
            return;
        }
        // Who is at the other end may be somebody else when the wire comes back.
        _resolver?.Dispose();
        _resolver = null;
        Lost(_link is null ? Reachability.InterfaceGone : Reachability.LinkDown);
    }

    private void RestartResolver(LinkInfo link)
    {
        _resolver?.Dispose();
        _resolver = null;
        if (_question is not { } question)
            return;
        try
        {
            _resolver = new ArpResolver(new ArpSocket(link.Index, link.Address!.Value, question), Now);
            _hasAsked = true;
        }
        catch (SinkUnavailableException) when (_hasAsked)
        {
            // Gone again meanwhile, or a privilege was given up: unresolved until a later look succeeds.
            _looked = false;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _resolver?.Dispose();
        _changes.Dispose();
        _tables.Dispose();
    }
}
