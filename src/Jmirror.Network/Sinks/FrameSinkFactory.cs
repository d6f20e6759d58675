using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Pcap;

namespace Jmirror.Network.Sinks;

/// <summary>
/// Opens sinks whose datagrams are whole Ethernet frames, sent as they are: subscriber traffic onto an interface.
/// </summary>
public static class FrameSinkFactory
{
    private static readonly SinkEngine[] AutoEngines = [SinkEngine.Packet, SinkEngine.Pcap];

    /// <summary>
    /// Opens a sink onto an interface. A carrier that is missing is no error: sending begins suspended and resumes by
    /// itself.
    /// </summary>
    /// <param name="interfaceName">The interface; it must be up.</param>
    /// <param name="engine">By which means; auto is packet before pcap.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SinkUnavailableException">
    /// There is no such Ethernet interface, it is down, or the engine (with auto, every engine) does not work here.
    /// </exception>
    public static OpenedSink Open(string interfaceName, SinkEngine engine, TimeProvider time) =>
        engine == SinkEngine.Auto
            ? SinkFactory.OpenFirst(AutoEngines, candidate => OpenEngine(interfaceName, candidate, time))
            : OpenEngine(interfaceName, engine, time);

    private static OpenedSink OpenEngine(string interfaceName, SinkEngine engine, TimeProvider time)
    {
        if (engine is SinkEngine.Udp or SinkEngine.Raw)
        {
            throw new SinkUnavailableException(
                $"{SinkFactory.NameOf(engine)} sends IP datagrams, not the Ethernet frames of subscribers: packet, xdp and pcap do"
            );
        }
        var port = PortOf(interfaceName, engine, time);
        try
        {
            port.Poll();
            return OpenSink(interfaceName, engine, port);
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    private static NextHopTracker PortOf(string interfaceName, SinkEngine engine, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
        {
            return engine == SinkEngine.Pcap
                ? new FixedNextHop(PcapSink.FindNextHop(interfaceName, default), time)
                : throw new SinkUnavailableException(
                    $"{SinkFactory.NameOf(engine)} needs Linux; elsewhere there is pcap"
                );
        }
        return SinkFactory.DemandEthernet(interfaceName).IsUp
            ? new FramePort(interfaceName, time)
            : throw new SinkUnavailableException(
                $"{interfaceName} is down",
                $"sudo ip link set {interfaceName} up"
            );
    }

    private static OpenedSink OpenSink(string interfaceName, SinkEngine engine, NextHopTracker port)
    {
        var state = port.Reachability == Reachability.Up ? "" : ", suspended: no carrier";
        var explanation = $"{SinkFactory.NameOf(engine)} onto {interfaceName}{state}";
        switch (engine)
        {
            case SinkEngine.Packet:
                var packet = new PacketSocketSink(
                    port,
                    LinkHeader.None,
                    bypassQueueDiscipline: false,
                    mayWait: true
                );
                return new OpenedSink(packet, engine, explanation, port);
            case SinkEngine.Xdp:
                // In place, the driver takes the queue from everybody else: an interface for subscriber traffic is ours.
                var xdp = new XdpSink(port, LinkHeader.None, zeroCopy: true, mayWait: true);
                var mode = xdp.IsZeroCopy ? "zero-copy" : "copy mode";
                return new OpenedSink(xdp, engine, $"{explanation}, {mode}", port);
            default:
                return new OpenedSink(
                    new PcapSink(interfaceName, port, LinkHeader.None),
                    engine,
                    explanation,
                    port
                );
        }
    }
}
