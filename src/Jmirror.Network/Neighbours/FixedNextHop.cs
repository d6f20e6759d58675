namespace Jmirror.Network.Neighbours;

/// <summary>A next hop that nobody watches: for systems without netlink, where only a failing send tells.</summary>
internal sealed class FixedNextHop : NextHopTracker
{
    private readonly NextHop _nextHop;

    /// <summary>Always up.</summary>
    public FixedNextHop(NextHop nextHop, TimeProvider time)
        : base(time) => _nextHop = nextHop;

    /// <inheritdoc/>
    public override void Doubt() { }

    /// <inheritdoc/>
    protected override void Look() => Found(Reachability.Up, _nextHop);

    /// <inheritdoc/>
    public override void Dispose() { }
}
