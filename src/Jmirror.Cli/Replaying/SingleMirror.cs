using Jmirror.Cli.Options;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Replaying;

/// <summary>The one mirror of a replay without configuration: every packet, under the ids of the command line.</summary>
internal static class SingleMirror
{
    // Documentation addresses (RFC 5737), for runs that write files only.
    public static readonly Ipv4Address DefaultSource = new(0xc000_0201);
    private static readonly Ipv4Address DefaultAnalyzer = new(0xc000_0264);

    /// <exception cref="CommandException">Options that contradict each other.</exception>
    public static MirrorDefinition Define(ReplaySettings settings)
    {
        if (settings.NoHeader && settings.Series != Series.E)
            throw new CommandException(
                "--no-header is an E Series mirror: MX Series mirrors always have the header (add --series e)"
            );
        if (settings.NoHeader && settings.Form == CopyForm.Ppp)
            throw new CommandException(
                "--no-header copies IP packets: L2TP mirrors (--as ppp) always have the header"
            );
        return new MirrorDefinition(
            [Trigger.All],
            new SecurePolicy { Form = settings.NoHeader ? CopyForm.Ip : settings.Form ?? CopyForm.Auto },
            OuterHeaderOf(settings),
            settings.NoHeader ? null : MirrorHeaderOf(settings),
            Mtu: settings.Mtu ?? MirrorDefinition.DefaultMtu,
            Oversize: settings.Oversize ?? OversizeRule.Fragment
        );
    }

    private static OuterHeader OuterHeaderOf(ReplaySettings settings)
    {
        var analyzer = settings.Way.Analyzer ?? new Endpoint(DefaultAnalyzer, null);
        var source = settings.Source ?? new Endpoint(DefaultSourceOf(settings, analyzer.Address), null);
        var port = analyzer.Port ?? OuterHeader.DefaultPort;
        if (settings.Series == Series.E && source.Port is { } sourcePort && sourcePort != port)
            throw new CommandException(
                $"--source port {sourcePort} differs from the analyzer's {port}: on E Series both are the same (--series mx allows it)"
            );
        return new OuterHeader(
            source.Address,
            analyzer.Address,
            source.Port ?? port,
            port,
            settings.TimeToLive ?? OuterHeader.DefaultTimeToLive
        );
    }

    private static Ipv4Address DefaultSourceOf(ReplaySettings settings, Ipv4Address analyzer) =>
        settings.Sends ? AnalyzerPlan.SourceTowards(analyzer, settings.Way.Via?.Port) : DefaultSource;

    private static MirrorHeader MirrorHeaderOf(ReplaySettings settings)
    {
        if (settings.Handle is not { } handle)
            return new MirrorHeader(0, settings.MirrorId ?? 1, settings.SessionId ?? 1);
        if (settings.MirrorId is not null)
            throw new CommandException(
                "--handle holds the mirror id already: give it or --mirror-id, not both"
            );
        if (handle.SessionId is not null && settings.SessionId is not null)
            throw new CommandException(
                "this --handle holds the session id already: give it or --session-id, not both"
            );
        return handle.ToHeader(settings.SessionId ?? 1, VersionBits.Keep);
    }
}
