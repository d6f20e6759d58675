using Jmirror.Cli.Replaying;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Generating;

/// <summary>Under which outer headers the emulated routers send.</summary>
internal static class RouterHeaders
{
    // Documentation addresses (RFC 5737), for runs that write files only.
    private static readonly Ipv4Address FirstSource = new(0xc000_0201);
    private static readonly Ipv4Address AnyAnalyzer = new(0xc000_0264);

    /// <summary>How to get to the analyzer, as the first router does.</summary>
    public static SinkTarget TargetOf(GenerateSettings settings)
    {
        var outer = OuterOf(settings, 0, kernel: null);
        return new SinkTarget(outer.Destination)
        {
            AnalyzerPort = outer.DestinationPort,
            Source = outer.Source,
            // The kernel may choose a free one: the headers then say which.
            SourcePort = settings.Routers[0].UdpSourcePort ?? 0,
            TimeToLive = outer.TimeToLive,
            Port = settings.Way.Via?.Port,
            StaticArp = settings.Way.StaticArp,
        };
    }

    /// <summary>What the mirrors of each router have in common.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="kernel">From where the kernel sends, when it writes the headers; there is one router then.</param>
    /// <param name="kernelFragments">True when the kernel cuts long copies.</param>
    /// <exception cref="CommandException">The kernel can stand for one router only.</exception>
    public static IReadOnlyList<MirrorDefinition> Of(
        GenerateSettings settings,
        (Ipv4Address Address, ushort Port)? kernel,
        bool kernelFragments
    )
    {
        if (kernel is { } only && settings.Routers.Count > 1)
        {
            throw new CommandException(
                $"--engine udp sends from {only.Address} only: {settings.Routers.Count} routers need --engine packet, raw or xdp",
                ExitCode.Environment
            );
        }
        var oversize =
            settings.Oversize == OversizeRule.Fragment && kernelFragments
                ? OversizeRule.Send
                : settings.Oversize;
        return
        [
            .. Enumerable
                .Range(0, settings.Routers.Count)
                .Select(router => new MirrorDefinition(
                    [],
                    SecurePolicy.Default,
                    OuterOf(settings, router, kernel),
                    new MirrorHeader(0, 0, 0),
                    Mtu: settings.Mtu,
                    Oversize: oversize
                )),
        ];
    }

    private static OuterHeader OuterOf(
        GenerateSettings settings,
        int number,
        (Ipv4Address Address, ushort Port)? kernel
    )
    {
        var router = settings.Routers[number];
        var analyzer = settings.Way.Analyzer?.Address ?? AnyAnalyzer;
        var port = settings.Way.Analyzer?.Port ?? OuterHeader.DefaultPort;
        return new OuterHeader(
            kernel?.Address ?? router.SourceAddress ?? SourceOf(settings, number, analyzer),
            analyzer,
            kernel?.Port ?? (router.Series == RouterSeries.E ? port : router.UdpSourcePort ?? port),
            port,
            router.TimeToLive
        );
    }

    private static Ipv4Address SourceOf(GenerateSettings settings, int number, Ipv4Address analyzer) =>
        settings.Sends && settings.Way.Analyzer is not null
            ? AnalyzerPlan.SourceTowards(analyzer, settings.Way.Via?.Port)
            : new Ipv4Address(FirstSource.Value + (uint)number);
}
