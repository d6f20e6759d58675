using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Pcap;

namespace Jmirror.Network.Sinks;

/// <summary>Opens the sink for a target, or tells for each engine why it cannot be opened.</summary>
public static class SinkFactory
{
    private static readonly SinkEngine[] AutoForRoutes = [SinkEngine.Packet, SinkEngine.Raw, SinkEngine.Udp];
    private static readonly SinkEngine[] AutoForPorts = [SinkEngine.Packet, SinkEngine.Pcap];
    private static readonly SinkEngine[] All =
    [
        SinkEngine.Udp,
        SinkEngine.Raw,
        SinkEngine.Packet,
        SinkEngine.Xdp,
        SinkEngine.Pcap,
    ];

    /// <summary>
    /// Opens a sink. An analyzer that cannot be reached yet is no error: sending begins suspended and resumes by
    /// itself.
    /// </summary>
    /// <exception cref="SinkUnavailableException">The engine, or with auto every engine, does not work here.</exception>
    public static OpenedSink Open(SinkTarget target, SinkEngine engine, TimeProvider time)
    {
        var candidates = target.Port is null ? AutoForRoutes : AutoForPorts;
        return engine == SinkEngine.Auto
            ? OpenFirst(candidates, candidate => OpenEngine(target, candidate, time))
            : OpenEngine(target, engine, time);
    }

    /// <summary>Opens the first engine that works; its explanation says why the best one does not.</summary>
    /// <exception cref="SinkUnavailableException">None works; the reason is the first one's.</exception>
    internal static OpenedSink OpenFirst(
        ReadOnlySpan<SinkEngine> candidates,
        Func<SinkEngine, OpenedSink> open
    )
    {
        SinkUnavailableException? first = null;
        foreach (var candidate in candidates)
        {
            try
            {
                var opened = open(candidate);
                return first is null ? opened : Because(opened, first);
            }
            catch (SinkUnavailableException error)
            {
                first ??= error;
            }
        }
        throw first!;
    }

    /// <summary>Tries every engine for a target without sending a datagram.</summary>
    public static IReadOnlyList<SinkAvailability> Check(SinkTarget target, TimeProvider time)
    {
        var availabilities = new List<SinkAvailability>(All.Length);
        foreach (var engine in All)
        {
            try
            {
                using var opened = OpenEngine(target, engine, time, mayDisturb: false);
                availabilities.Add(new SinkAvailability(engine, true, opened.Explanation, null));
            }
            catch (SinkUnavailableException error)
            {
                availabilities.Add(new SinkAvailability(engine, false, error.Message, error.Cure));
            }
        }
        return availabilities;
    }

    private static OpenedSink Because(OpenedSink opened, SinkUnavailableException better) =>
        new(opened.Sink, opened.Engine, $"{opened.Explanation}; because {better.Message}", opened.NextHop);

    private static OpenedSink OpenEngine(
        SinkTarget target,
        SinkEngine engine,
        TimeProvider time,
        bool mayDisturb = true
    )
    {
        var nextHop = NextHopOf(target, engine, time);
        try
        {
            nextHop.WaitUntilUp(target.ResolveTimeout);
            return OpenSink(target, engine, nextHop, mayDisturb);
        }
        catch
        {
            nextHop.Dispose();
            throw;
        }
    }

    private static NextHopTracker NextHopOf(SinkTarget target, SinkEngine engine, TimeProvider time)
    {
        var isLayer2 = engine is SinkEngine.Packet or SinkEngine.Xdp or SinkEngine.Pcap;
        if (!OperatingSystem.IsLinux())
            return PortableNextHop(target, engine, time);
        if (target.Port is not { } port)
        {
            if (engine == SinkEngine.Pcap)
                throw new SinkUnavailableException(
                    "pcap sends from an analyzer port only (--via port:IFACE)"
                );
            if (isLayer2)
                DemandNeighbour(target);
            return new RoutedNextHop(target.Analyzer, isLayer2, time);
        }
        if (!isLayer2)
            throw new SinkUnavailableException(
                $"{NameOf(engine)} cannot send from an analyzer port, only by route"
            );
        DemandEthernet(port);
        return target.StaticArp is { } address
            ? new AnalyzerPort(port, address, time)
            : new AnalyzerPort(port, new ArpQuestion(target.Source, target.Gateway ?? target.Analyzer), time);
    }

    private static OpenedSink OpenSink(
        SinkTarget target,
        SinkEngine engine,
        NextHopTracker nextHop,
        bool mayDisturb
    )
    {
        if (
            nextHop is RoutedNextHop
            {
                NeedsLinkAddress: true,
                MayAsk: false,
                Reachability: Reachability.Unresolved
            }
        )
        {
            throw new SinkUnavailableException(
                "making the kernel resolve the next hop needs the capability CAP_NET_ADMIN",
                SinkUnavailableException.GrantCapabilities
            );
        }
        switch (engine)
        {
            case SinkEngine.Udp:
                var udp = new UdpSink(target, nextHop);
                return new OpenedSink(udp, engine, Explain(udp, target), nextHop);
            case SinkEngine.Raw:
                return new OpenedSink(
                    new RawIpSink(nextHop, target.MayWait),
                    engine,
                    Explain(target, engine, nextHop),
                    nextHop
                );
            case SinkEngine.Packet:
                var packet = new PacketSocketSink(
                    nextHop,
                    LinkHeader.Ethernet,
                    target.BypassQueueDiscipline,
                    target.MayWait
                );
                return new OpenedSink(packet, engine, Explain(target, engine, nextHop), nextHop);
            case SinkEngine.Xdp:
                // In place, the driver takes queue 0 from everybody else: fit for a port that is ours alone.
                var xdp = new XdpSink(
                    nextHop,
                    LinkHeader.Ethernet,
                    zeroCopy: target.Port is not null && mayDisturb,
                    target.MayWait
                );
                var mode = xdp.IsZeroCopy ? "zero-copy" : "copy mode";
                return new OpenedSink(xdp, engine, $"{Explain(target, engine, nextHop)}, {mode}", nextHop);
            default:
                var pcap = new PcapSink(target.Port!, nextHop, LinkHeader.Ethernet);
                return new OpenedSink(pcap, engine, Explain(target, engine, nextHop), nextHop);
        }
    }

    // Without netlink nothing can be watched or resolved: libpcap and configured addresses remain.
    private static FixedNextHop PortableNextHop(SinkTarget target, SinkEngine engine, TimeProvider time)
    {
        if (engine != SinkEngine.Pcap || target.Port is not { } port || target.StaticArp is not { } address)
        {
            throw new SinkUnavailableException(
                $"{NameOf(engine)} needs Linux; elsewhere there is pcap from a port with static ARP"
            );
        }
        return new FixedNextHop(PcapSink.FindNextHop(port, address), time);
    }

    /// <summary>An Ethernet interface that exists.</summary>
    /// <exception cref="SinkUnavailableException">There is none of that name, or it is no Ethernet.</exception>
    internal static LinkInfo DemandEthernet(string port)
    {
        var link =
            LinkInspector.Find(port)
            ?? throw new SinkUnavailableException($"there is no interface {port}", "ip link show");
        return link.FrameAddress is null
            ? throw new SinkUnavailableException($"{port} is no Ethernet interface")
            : link;
    }

    private static void DemandNeighbour(SinkTarget target)
    {
        // No route at all is a state that may pass, not a wrong choice of engine.
        if (RouteLookup.Find(target.Analyzer) is not { } route)
            return;
        if (route.Interface.IsLoopback)
            throw new SinkUnavailableException($"the analyzer {target.Analyzer} is this machine itself");
        if (route.Interface.Address is null || !route.Interface.ResolvesAddresses)
        {
            throw new SinkUnavailableException(
                $"the route to {target.Analyzer} leaves by {route.Interface.Name}, which has no Ethernet neighbours"
            );
        }
    }

    private static string Explain(UdpSink sink, SinkTarget target)
    {
        var port =
            target.SourcePort == 0 || target.SourcePort == sink.SourcePort
                ? ""
                : $" (port {target.SourcePort} is taken)";
        return $"udp to {target.Analyzer} from port {sink.SourcePort}{port}, outer headers by the kernel";
    }

    private static string Explain(SinkTarget target, SinkEngine engine, NextHopTracker nextHop)
    {
        var way = target.Port is { } port
            ? $"from analyzer port {port}"
            : $"by the route to {target.Analyzer}";
        var state = nextHop.Reachability switch
        {
            Reachability.Up when nextHop.NextHop.Destination.Value != 0 =>
                $" to {nextHop.NextHop.Destination}",
            Reachability.Up => "",
            var other => $", suspended: {Jmirror.Engine.Counting.DropReasons.NameOf(other.ToDropReason())}",
        };
        return $"{NameOf(engine)} {way}{state}";
    }

    internal static string NameOf(SinkEngine engine) => engine.ToString().ToLowerInvariant();
}
