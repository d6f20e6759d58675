using System.Net;
using System.Net.NetworkInformation;
using Jmirror.Cli.Options;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Diagnosing;

/// <summary>An interface as <c>doctor</c> sees it.</summary>
/// <param name="Link">Name, address, MTU and state.</param>
/// <param name="Offloads">Offloads; null where the system does not tell.</param>
internal sealed record InterfaceDiagnosis(LinkInfo Link, OffloadInfo? Offloads)
{
    /// <summary>The command after which captures on this interface show frames as they are on the wire; null when they do.</summary>
    public string? OffloadCure =>
        Offloads is { MergesFrames: true } && !Link.IsLoopback ? OffloadInfo.CureFor(Link.Name) : null;
}

/// <summary>What works on this machine.</summary>
/// <param name="Privileges">Capabilities that matter, and whether this process has them.</param>
/// <param name="Interfaces">All interfaces.</param>
/// <param name="Target">The way out that the engines were tried for, in words.</param>
/// <param name="Engines">Each engine, tried without sending.</param>
internal sealed record Diagnosis(
    IReadOnlyList<Privilege> Privileges,
    IReadOnlyList<InterfaceDiagnosis> Interfaces,
    string Target,
    IReadOnlyList<SinkAvailability> Engines
)
{
    public static Diagnosis Make(WayOptions way)
    {
        var endpoint = way.Analyzer ?? new Endpoint(Ipv4Address.FromIPAddress(IPAddress.Loopback), null);
        var target = new SinkTarget(endpoint.Address)
        {
            AnalyzerPort = endpoint.Port ?? OuterHeader.DefaultPort,
            Port = way.Via?.Port,
            StaticArp = way.StaticArp,
        };
        return new Diagnosis(
            Privilege.ReadAll(),
            [.. InterfaceNames().Select(Inspect).OfType<InterfaceDiagnosis>()],
            target.Port is null
                ? $"{target.Analyzer} by route"
                : $"{target.Analyzer} from analyzer port {target.Port}",
            SinkFactory.Check(target, TimeProvider.System)
        );
    }

    private static IEnumerable<string> InterfaceNames() =>
        NetworkInterface.GetAllNetworkInterfaces().Select(one => one.Name).Order(StringComparer.Ordinal);

    private static InterfaceDiagnosis? Inspect(string name) =>
        LinkInspector.Find(name) is { } link
            ? new InterfaceDiagnosis(link, LinkInspector.FindOffloads(name))
            : null;
}
