using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Netlink;
using Jmirror.Protocol.Ip;

namespace Jmirror.Network.Neighbours;

/// <summary>
/// The MX Series way out: the kernel's route to the analyzer and the kernel's neighbour entry behind it, looked up
/// again when the kernel says that something changed.
/// </summary>
/// <remarks>
/// A sink that follows the route at layer 2 needs the neighbour's address. For a sink that leaves routing to the
/// kernel it is only a sign of life: a datagram to a neighbour that does not answer is lost without an error.
/// </remarks>
internal sealed class RoutedNextHop : NextHopTracker
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    // We send past the kernel's neighbour code, so it never sees the entry used: we say so now and then.
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromSeconds(10);

    private readonly Ipv4Address _analyzer;
    private readonly RoutingTables _tables = new();
    private readonly NetlinkSocket _changes = new(
        Rtnetlink.RTMGRP_LINK
            | Rtnetlink.RTMGRP_NEIGH
            | Rtnetlink.RTMGRP_IPV4_IFADDR
            | Rtnetlink.RTMGRP_IPV4_ROUTE
            | Rtnetlink.RTMGRP_IPV4_RULE
    );
    private TimeSpan _nextRefresh = TimeSpan.MinValue;
    private TimeSpan _nextQuestion = TimeSpan.MinValue;

    /// <summary>Follows the route to one analyzer.</summary>
    /// <param name="analyzer">Its address.</param>
    /// <param name="needsLinkAddress">True for a sink that writes the Ethernet header itself.</param>
    /// <param name="time">The clock.</param>
    public RoutedNextHop(Ipv4Address analyzer, bool needsLinkAddress, TimeProvider time)
        : base(time) => (_analyzer, NeedsLinkAddress) = (analyzer, needsLinkAddress);

    /// <summary>True for a sink that writes the Ethernet header itself.</summary>
    public bool NeedsLinkAddress { get; }

    /// <summary>False when the kernel does not let us make it resolve neighbours (no CAP_NET_ADMIN).</summary>
    public bool MayAsk { get; private set; } = true;

    /// <inheritdoc/>
    public override void Doubt() => _nextRefresh = TimeSpan.MinValue;

    /// <inheritdoc/>
    protected override void Look()
    {
        if (!_changes.HeardChanges() && Now < _nextRefresh)
            return;
        LookAtRoute();
        _nextRefresh = Now + (Reachability == Reachability.Up ? ConfirmInterval : AskInterval);
    }

    private void LookAtRoute()
    {
        if (_tables.FindRoute(_analyzer) is not { } route)
            Lost(Reachability.NoRoute);
        else if (_tables.FindLink(route.InterfaceIndex) is not { } link)
            Lost(Reachability.InterfaceGone);
        else if (!link.IsUp || !link.HasCarrier)
            Lost(Reachability.LinkDown);
        else
            LookAtNeighbour(route, link);
    }

    private void LookAtNeighbour(RouteEntry route, LinkInfo link)
    {
        var nextHop = new NextHop(link.Index, link.Address ?? default, default, route.Mtu ?? link.Mtu);
        if (!route.IsUnicast || link.Address is null || !link.ResolvesAddresses)
        {
            // No neighbour to ask for: this machine, a tunnel, a group. Only the kernel knows how to send there.
            Found(NeedsLinkAddress ? Reachability.Unresolved : Reachability.Up, nextHop);
            return;
        }
        var neighbour = route.Gateway ?? _analyzer.ToIPAddress();
        var address = _tables.FindNeighbour(link.Index, neighbour, out var isStale);
        if ((address is null || isStale) && Now >= _nextQuestion)
        {
            _nextQuestion = Now + (isStale ? ConfirmInterval : AskInterval);
            MayAsk = _tables.AskNeighbour(link.Index, neighbour) != Errno.EPERM;
            // Permanent entries and quick neighbours are known now.
            address ??= _tables.FindNeighbour(link.Index, neighbour, out _);
        }
        if (address is { } known)
            Found(Reachability.Up, nextHop with { Destination = known });
        else if (!NeedsLinkAddress && !MayAsk)
            // Only a datagram can make the kernel ask then; its answer is an error or none.
            Found(Reachability.Up, nextHop);
        else
            Found(Reachability.Unresolved, nextHop);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _changes.Dispose();
        _tables.Dispose();
    }
}
