using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>
/// Which mirrors have a header. MX Series: all. E Series: L2TP mirrors always; IP mirrors when they have both a handle
/// (Med-Dev-Handle) and a port (Med-Port-Number, analyzer-udp-port), none when they have neither; one alone is an
/// error (JUNOSe 9.1.x Policy Management Configuration Guide).
/// </summary>
internal sealed class HeaderRules(EmulatorConfig config, SubscriberIndex subscribers)
{
    /// <summary>Checks a mirror.</summary>
    public void Check(MirrorConfig mirror, ErrorList errors)
    {
        if (config.Router.Origin.IsFaulty)
            return;
        if (config.Router.Series == RouterSeries.Mx)
            CheckMx(mirror, errors);
        else if (config.AnalyzerOf(mirror) is { Origin.IsFaulty: false } analyzer && !HasFaultyPolicy(mirror))
            CheckE(mirror, analyzer, errors);
    }

    private static void CheckMx(MirrorConfig mirror, ErrorList errors)
    {
        if (mirror.IsBare)
        {
            errors.Add(
                mirror.Origin.PositionOf("header"),
                "an MX Series router always sends the mirror header: remove header: none, or set router series: e"
            );
        }
        else if (mirror.Handle is null)
        {
            errors.Add(
                mirror.Origin.Position,
                "an MX Series router always sends the mirror header: give the mirror a handle, or mirror-id and session-id"
            );
        }
    }

    private void CheckE(MirrorConfig mirror, AnalyzerConfig analyzer, ErrorList errors)
    {
        if (mirror.Handle is not null && analyzer.Port is not null)
            return;
        if (MustHaveHeader(mirror))
        {
            errors.Add(
                mirror.Origin.Position,
                $"L2TP mirrors and copies of PPP frames always have a header: give the mirror a handle, and analyzer {Wording.Quote(analyzer.Name)} a port"
            );
        }
        else if (mirror.Handle is not null)
        {
            errors.Add(
                HandlePosition(mirror),
                "an E Series IP mirror has a header when it has a handle and its analyzer a port, and none when both are missing; "
                    + $"here the port is missing: give analyzer {Wording.Quote(analyzer.Name)} a port, or remove the handle"
            );
        }
        else if (analyzer.Port is not null && !mirror.IsBare)
        {
            errors.Add(
                mirror.Origin.Position,
                "an E Series IP mirror has a header when it has a handle and its analyzer a port, and none when both are missing; "
                    + "here the handle is missing: give the mirror a handle, or header: none"
            );
        }
        else
        {
            CheckBareWayOut(analyzer, errors);
        }
    }

    private static void CheckBareWayOut(AnalyzerConfig analyzer, ErrorList errors)
    {
        if (analyzer.Via.Port is null)
        {
            errors.Add(
                analyzer.Origin.PositionOf("via"),
                $"bare copies keep their own destination, so routing would take them there and not to analyzer {Wording.Quote(analyzer.Name)}: "
                    + "give it via: { port: INTERFACE, static-arp: MAC }"
            );
        }
    }

    private bool HasFaultyPolicy(MirrorConfig mirror) => config.PolicyOf(mirror) is { Origin.IsFaulty: true };

    private bool MustHaveHeader(MirrorConfig mirror) =>
        config.PolicyOf(mirror)?.Copy == CopyForm.Ppp
        || mirror.Trigger.Link.L2tp.Count > 0
        || mirror.Trigger.Identity is { } identity
            && subscribers.Find(identity).Any(subscriber => subscriber.Link.L2tp.Count > 0);

    private static SourcePosition HandlePosition(MirrorConfig mirror) =>
        mirror.Origin.Find("handle") is { } handle ? handle.Value : mirror.Origin.PositionOf("mirror-id");
}
