using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Pcap;

namespace Jmirror.Network.Sinks;

/// <summary>Opens the sink for a way out, or tells for each engine why it cannot be opened.</summary>
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
    public static OpenedSink Open(WayOut wayOut, SinkEngine engine, TimeProvider time)
    {
        if (engine != SinkEngine.Auto)
            return OpenEngine(wayOut, engine, time);
        SinkUnavailableException? first = null;
        foreach (var candidate in wayOut.Port is null ? AutoForRoutes : AutoForPorts)
        {
            try
            {
                var opened = OpenEngine(wayOut, candidate, time);
                return first is null ? opened : Because(opened, first);
            }
            catch (SinkUnavailableException error)
            {
                first ??= error;
            }
        }
        throw first!;
    }

    /// <summary>Tries every engine for a way out without sending a datagram.</summary>
    public static IReadOnlyList<SinkAvailability> Check(WayOut wayOut, TimeProvider time)
    {
        var availabilities = new List<SinkAvailability>(All.Length);
        foreach (var engine in All)
        {
            try
            {
                using var opened = OpenEngine(wayOut, engine, time, mayDisturb: false);
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
        WayOut wayOut,
        SinkEngine engine,
        TimeProvider time,
        bool mayDisturb = true
    )
    {
        var nextHop = NextHopOf(wayOut, engine, time);
        try
        {
            nextHop.WaitUntilUp(wayOut.ResolveTimeout);
            return OpenSink(wayOut, engine, nextHop, mayDisturb);
        }
        catch
        {
            nextHop.Dispose();
            throw;
        }
    }

    private static NextHopTracker NextHopOf(WayOut wayOut, SinkEngine engine, TimeProvider time)
    {
        var isLayer2 = engine is SinkEngine.Packet or SinkEngine.Xdp or SinkEngine.Pcap;
        if (!OperatingSystem.IsLinux())
            return PortableNextHop(wayOut, engine, time);
        if (wayOut.Port is not { } port)
        {
            if (engine == SinkEngine.Pcap)
                throw new SinkUnavailableException(
                    "pcap sends from an analyzer port only (--via port:IFACE)"
                );
            if (isLayer2)
                DemandNeighbour(wayOut);
            return new RoutedNextHop(wayOut.Analyzer, isLayer2, time);
        }
        if (!isLayer2)
            throw new SinkUnavailableException(
                $"{NameOf(engine)} cannot send from an analyzer port, only by route"
            );
        DemandEthernet(port);
        return wayOut.StaticArp is { } address
            ? new AnalyzerPort(port, address, time)
            : new AnalyzerPort(port, new ArpQuestion(wayOut.Source, wayOut.Gateway ?? wayOut.Analyzer), time);
    }

    private static OpenedSink OpenSink(
        WayOut wayOut,
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
                var udp = new UdpSink(wayOut, nextHop);
                return new OpenedSink(udp, engine, Explain(udp, wayOut), nextHop);
            case SinkEngine.Raw:
                return new OpenedSink(
                    new RawIpSink(nextHop),
                    engine,
                    Explain(wayOut, engine, nextHop),
                    nextHop
                );
            case SinkEngine.Packet:
                var packet = new PacketSocketSink(nextHop, wayOut.BypassQueueDiscipline);
                return new OpenedSink(packet, engine, Explain(wayOut, engine, nextHop), nextHop);
            case SinkEngine.Xdp:
                // In place, the driver takes queue 0 from everybody else: fit for a port that is ours alone.
                var xdp = new XdpSink(nextHop, zeroCopy: wayOut.Port is not null && mayDisturb);
                var mode = xdp.IsZeroCopy ? "zero-copy" : "copy mode";
                return new OpenedSink(xdp, engine, $"{Explain(wayOut, engine, nextHop)}, {mode}", nextHop);
            default:
                var pcap = new PcapSink(wayOut.Port!, nextHop);
                return new OpenedSink(pcap, engine, Explain(wayOut, engine, nextHop), nextHop);
        }
    }

    // Without netlink nothing can be watched or resolved: libpcap and configured addresses remain.
    private static FixedNextHop PortableNextHop(WayOut wayOut, SinkEngine engine, TimeProvider time)
    {
        if (engine != SinkEngine.Pcap || wayOut.Port is not { } port || wayOut.StaticArp is not { } address)
        {
            throw new SinkUnavailableException(
                $"{NameOf(engine)} needs Linux; elsewhere there is pcap from a port with static ARP"
            );
        }
        return new FixedNextHop(PcapSink.FindNextHop(port, address), time);
    }

    private static void DemandEthernet(string port)
    {
        var link =
            LinkInspector.Find(port)
            ?? throw new SinkUnavailableException($"there is no interface {port}", "ip link show");
        if (link.Address is null)
            throw new SinkUnavailableException($"{port} is no Ethernet interface");
    }

    private static void DemandNeighbour(WayOut wayOut)
    {
        // No route at all is a state that may pass, not a wrong choice of engine.
        if (RouteLookup.Find(wayOut.Analyzer) is not { } route)
            return;
        if (route.Interface.IsLoopback)
            throw new SinkUnavailableException($"the analyzer {wayOut.Analyzer} is this machine itself");
        if (route.Interface.Address is null || !route.Interface.ResolvesAddresses)
        {
            throw new SinkUnavailableException(
                $"the route to {wayOut.Analyzer} leaves by {route.Interface.Name}, which has no Ethernet neighbours"
            );
        }
    }

    private static string Explain(UdpSink sink, WayOut wayOut)
    {
        var port =
            wayOut.SourcePort == 0 || wayOut.SourcePort == sink.SourcePort
                ? ""
                : $" (port {wayOut.SourcePort} is taken)";
        return $"udp to {wayOut.Analyzer} from port {sink.SourcePort}{port}, outer headers by the kernel";
    }

    private static string Explain(WayOut wayOut, SinkEngine engine, NextHopTracker nextHop)
    {
        var way = wayOut.Port is { } port
            ? $"from analyzer port {port}"
            : $"by the route to {wayOut.Analyzer}";
        var state = nextHop.Reachability switch
        {
            Reachability.Up when nextHop.NextHop.Destination.Value != 0 =>
                $" to {nextHop.NextHop.Destination}",
            Reachability.Up => "",
            var other => $", suspended: {Jmirror.Engine.Counting.DropReasons.NameOf(other.ToDropReason())}",
        };
        return $"{NameOf(engine)} {way}{state}";
    }

    private static string NameOf(SinkEngine engine) => engine.ToString().ToLowerInvariant();
}
