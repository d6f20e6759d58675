using Jmirror.Network.Linux.Netlink;

namespace Jmirror.Network.Neighbours;

/// <summary>Keeps an eye on one interface by its name: asks the kernel once, and again when it announced a change.</summary>
/// <param name="name">Interface name; it need not exist yet.</param>
internal sealed class LinkWatch(string name) : IDisposable
{
    private readonly RoutingTables _tables = new();
    private readonly NetlinkSocket _changes = new(Rtnetlink.RTMGRP_LINK);
    private bool _looked;

    /// <summary>What the last look found; null when there was no interface of that name.</summary>
    public LinkInfo? Link { get; private set; }

    /// <summary>What keeps frames from being sent through it; <see cref="Reachability.Up"/> when nothing does.</summary>
    public Reachability Reachability =>
        Link switch
        {
            null => Reachability.InterfaceGone,
            { FrameAddress: not null, IsUp: true, HasCarrier: true } => Reachability.Up,
            _ => Reachability.LinkDown,
        };

    /// <summary>Looks when there is a reason to; false when there was none.</summary>
    public bool Look()
    {
        // What was announced is taken in any case: it is older than the look that follows.
        if (!_changes.HeardChanges() && _looked)
            return false;
        _looked = true;
        Link = _tables.FindLink(name);
        return true;
    }

    /// <summary>Has the next look ask, announced or not.</summary>
    public void Doubt() => _looked = false;

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes.Dispose();
        _tables.Dispose();
    }
}
