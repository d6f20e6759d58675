using Jmirror.Network.Linux;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>
/// The E Series way out: one interface, watched by name. The next station's Ethernet address is configured (static
/// ARP), in which case nothing that arrives on the port changes anything; or it is asked for by ARP.
/// </summary>
internal sealed class AnalyzerPort : NextHopTracker
{
    private readonly MacAddress? _staticArp;
    private readonly ArpQuestion? _question;
    private readonly LinkWatch _watch;
    private ArpResolver? _resolver;
    private bool _hasAsked;

    /// <summary>An analyzer port with a static ARP entry.</summary>
    /// <param name="name">Interface name; it need not exist yet.</param>
    /// <param name="staticArp">Ethernet address of the analyzer or of the router before it.</param>
    /// <param name="time">The clock.</param>
    public AnalyzerPort(string name, MacAddress staticArp, TimeProvider time)
        : base(time) => (_watch, _staticArp) = (new LinkWatch(name), staticArp);

    /// <summary>An analyzer port that asks for the next station's address.</summary>
    /// <param name="name">Interface name; it need not exist yet.</param>
    /// <param name="question">Who asks for whom.</param>
    /// <param name="time">The clock.</param>
    public AnalyzerPort(string name, ArpQuestion question, TimeProvider time)
        : base(time) => (_watch, _question) = (new LinkWatch(name), question);

    /// <inheritdoc/>
    public override void Doubt() => _watch.Doubt();

    /// <inheritdoc/>
    protected override void Look()
    {
        var before = _watch.Link;
        if (_watch.Look())
            LookAtLink(before);
        if (_watch is not { Reachability: Reachability.Up, Link: { FrameAddress: { } source } link })
            return;
        var destination = _staticArp ?? _resolver?.Resolve(Now);
        if (destination is { } known)
            Found(Reachability.Up, new NextHop(link.Index, source, known, link.Mtu));
        else
            Lost(Reachability.Unresolved);
    }

    private void LookAtLink(LinkInfo? before)
    {
        if (_watch is { Reachability: Reachability.Up, Link: { } link })
        {
            if (_resolver is null || before?.Index != link.Index || before.Address != link.Address)
                RestartResolver(link);
            return;
        }
        // Who is at the other end may be somebody else when the wire comes back.
        _resolver?.Dispose();
        _resolver = null;
        Lost(_watch.Reachability);
    }

    private void RestartResolver(LinkInfo link)
    {
        _resolver?.Dispose();
        _resolver = null;
        if (_question is not { } question)
            return;
        try
        {
            _resolver = new ArpResolver(new ArpSocket(link.Index, link.FrameAddress!.Value, question), Now);
            _hasAsked = true;
        }
        catch (SinkUnavailableException) when (_hasAsked)
        {
            // Gone again meanwhile, or a privilege was given up: unresolved until a later look succeeds.
            _watch.Doubt();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _resolver?.Dispose();
        _watch.Dispose();
    }
}
