using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Pcap;

namespace Jmirror.Network.Sources;

/// <summary>Opens the capture of an interface, or tells for each engine why it cannot be opened.</summary>
public static class SourceFactory
{
    // Enough to show that a ring can be made.
    private const int TrialBlocks = 2;

    private static readonly SourceEngine[] AutoEngines = [SourceEngine.Packet, SourceEngine.Pcap];
    private static readonly SourceEngine[] All = [SourceEngine.Packet, SourceEngine.Xdp, SourceEngine.Pcap];

    /// <summary>Starts to capture. An interface that is down is no error: frames come when it is up.</summary>
    /// <param name="target">What to capture.</param>
    /// <param name="engine">By which means.</param>
    /// <param name="interfaces">Gives the interface its number.</param>
    /// <param name="time">Gives frames their time where the kernel does not.</param>
    /// <exception cref="SourceUnavailableException">The engine, or with auto every engine, does not work here.</exception>
    public static OpenedSource Open(
        SourceTarget target,
        SourceEngine engine,
        CaptureInterfaces interfaces,
        TimeProvider time
    )
    {
        if (engine != SourceEngine.Auto)
            return OpenEngine(target, engine, interfaces, time);
        SourceUnavailableException? first = null;
        foreach (var candidate in AutoEngines)
        {
            try
            {
                var opened = OpenEngine(target, candidate, interfaces, time);
                return first is null
                    ? opened
                    : new OpenedSource(
                        opened.Shares,
                        opened.Engine,
                        $"{opened.Explanation}; because {first.Message}"
                    );
            }
            catch (SourceUnavailableException error)
            {
                first ??= error;
            }
        }
        throw first!;
    }

    /// <summary>
    /// Tries every engine on an interface without taking anything from the host: XDP programs are loaded, not attached.
    /// </summary>
    public static IReadOnlyList<SourceAvailability> Check(string interfaceName)
    {
        var availabilities = new List<SourceAvailability>(All.Length);
        foreach (var engine in All)
        {
            try
            {
                availabilities.Add(new SourceAvailability(engine, true, Try(interfaceName, engine), null));
            }
            catch (SourceUnavailableException error)
            {
                availabilities.Add(new SourceAvailability(engine, false, error.Message, error.Cure));
            }
        }
        return availabilities;
    }

    private static string Try(string interfaceName, SourceEngine engine)
    {
        DemandLinux(engine);
        switch (engine)
        {
            case SourceEngine.Packet:
                var options = new PacketRingOptions(interfaceName)
                {
                    Promiscuous = false,
                    BlockCount = TrialBlocks,
                };
                PacketRingSource.Open(options, new CaptureInterfaces()).Dispose();
                return "a ring shared with the kernel, several threads";
            case SourceEngine.Xdp:
                XdpProgram.Try();
                return "before the host, which gets nothing of what is captured; no filter";
            default:
                var target = new SourceTarget(interfaceName) { Promiscuous = false };
                PcapSource.Open(target, new CaptureInterfaces()).Dispose();
                return "libpcap, one thread";
        }
    }

    private static OpenedSource OpenEngine(
        SourceTarget target,
        SourceEngine engine,
        CaptureInterfaces interfaces,
        TimeProvider time
    )
    {
        DemandLinux(engine);
        return engine switch
        {
            SourceEngine.Packet => OpenPacket(target, interfaces),
            SourceEngine.Xdp => OpenXdp(target, interfaces, time),
            _ => new OpenedSource(
                [PcapSource.Open(target, interfaces)],
                SourceEngine.Pcap,
                $"pcap on {target.Interface}{MergingOf(target.Interface)}"
            ),
        };
    }

    private static OpenedSource OpenPacket(SourceTarget target, CaptureInterfaces interfaces)
    {
        var options = new PacketRingOptions(target.Interface)
        {
            Filter = target.Filter,
            Promiscuous = target.Promiscuous,
            IgnoreOutgoing = target.IgnoreOutgoing,
            IdleTimeout = target.IdleTimeout,
        };
        return new OpenedSource(
            PacketRingSource.Open(options, target.Threads, interfaces),
            SourceEngine.Packet,
            $"packet ring on {target.Interface}"
        );
    }

    private static OpenedSource OpenXdp(SourceTarget target, CaptureInterfaces interfaces, TimeProvider time)
    {
        if (target.Filter is not null)
            throw new SourceUnavailableException(
                "xdp takes no filter, because frames do not pass the kernel's: use packet"
            );
        if (!target.IgnoreOutgoing)
            throw new SourceUnavailableException(
                $"xdp does not see what this host sends on {target.Interface}: use packet"
            );
        var options = new XdpSourceOptions(target.Interface)
        {
            Promiscuous = target.Promiscuous,
            IdleTimeout = target.IdleTimeout,
        };
        var shares = XdpSource.Open(options, target.Threads, interfaces, time);
        var place = shares[0].IsInDriver ? "in the driver" : "behind the driver";
        var copies = shares.All(share => share.IsZeroCopy) ? "zero-copy" : "copy mode";
        var merging = shares[0].IsInDriver ? "" : MergingOf(target.Interface);
        return new OpenedSource(
            shares,
            SourceEngine.Xdp,
            $"xdp on {target.Interface}, {place}, {copies}; the host gets nothing of it{TagsOf(target.Interface)}{merging}"
        );
    }

    private static string MergingOf(string interfaceName) =>
        OperatingSystem.IsLinux() && LinkInspector.FindOffloads(interfaceName) is { MergesFrames: true }
            ? $"; merged frames cannot be cut, to have none: {OffloadInfo.CureFor(interfaceName)}"
            : "";

    private static string TagsOf(string interfaceName) =>
        LinkInspector.FindOffloads(interfaceName) is { VlanReceive: true }
            ? $"; a VLAN tag that the card takes out is not seen, to keep it: sudo ethtool -K {interfaceName} rxvlan off"
            : "";

    private static void DemandLinux(SourceEngine engine)
    {
        if (engine != SourceEngine.Pcap && !OperatingSystem.IsLinux())
            throw new SourceUnavailableException(
                $"{engine.ToString().ToLowerInvariant()} needs Linux; elsewhere there is pcap"
            );
    }
}
