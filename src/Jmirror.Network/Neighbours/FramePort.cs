namespace Jmirror.Network.Neighbours;

/// <summary>
/// One interface that whole frames leave by, watched by name. They carry their addresses, so there is no next hop to
/// know: frames can be sent as long as the carrier is there.
/// </summary>
internal sealed class FramePort : NextHopTracker
{
    private readonly LinkWatch _watch;

    /// <param name="name">Interface name; it need not exist yet.</param>
    /// <param name="time">The clock.</param>
    public FramePort(string name, TimeProvider time)
        : base(time) => _watch = new LinkWatch(name);

    /// <inheritdoc/>
    public override void Doubt() => _watch.Doubt();

    /// <inheritdoc/>
    protected override void Look()
    {
        if (!_watch.Look())
            return;
        if (_watch is { Reachability: Reachability.Up, Link: { FrameAddress: { } own } link })
            Found(Reachability.Up, new NextHop(link.Index, own, default, link.Mtu));
        else
            Lost(_watch.Reachability);
    }

    /// <inheritdoc/>
    public override void Dispose() => _watch.Dispose();
}
