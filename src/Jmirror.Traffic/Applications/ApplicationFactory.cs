using Jmirror.Traffic.Applications.Calls;
using Jmirror.Traffic.Applications.Captures;
using Jmirror.Traffic.Applications.Pages;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Applications;

/// <summary>Makes the application of a share of the mix.</summary>
public static class ApplicationFactory
{
    /// <summary>Longest IP packet by default, bytes: what Ethernet carries.</summary>
    public const int DefaultMtu = 1500;

    /// <summary>Shortest that may be asked for: every IPv6 link carries it (RFC 8200, section 5).</summary>
    public const int MinMtu = 1280;

    /// <summary>Makes it. An application is immutable: several threads may use one.</summary>
    /// <param name="share">What kind, and of what sizes.</param>
    /// <param name="seed">The run's seed. The same seed, conversation number and step give the same bytes.</param>
    /// <param name="capture">The packets of <see cref="ApplicationKind.Capture"/>; null for all others.</param>
    /// <param name="mtu">
    /// No IP packet is longer, bytes; 1492 within PPPoE (RFC 2516, section 7). A template's packets stay as they are:
    /// <see cref="CaptureTemplateBuilder"/> has its own limit.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The mtu is below <see cref="MinMtu"/> or above <see cref="Application.MaxPacketLength"/>.</exception>
    /// <exception cref="ArgumentNullException">No packets to replay.</exception>
    public static Application Create(
        MixShare share,
        ulong seed,
        CaptureTemplate? capture,
        int mtu = DefaultMtu
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, MinMtu);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mtu, Application.MaxPacketLength);
        var traits = new TraitSource(seed);
        var pattern = new PayloadPattern(seed, mtu);
        return share.Application switch
        {
            ApplicationKind.Udp => new UdpApplication(traits, pattern, share.Sizes, mtu),
            ApplicationKind.Voip => new CallApplication(traits, pattern),
            ApplicationKind.Http => new HttpApplication(traits, pattern, mtu),
            ApplicationKind.Tls => new TlsApplication(traits, pattern, mtu),
            ApplicationKind.Dns => new DnsApplication(traits),
            ApplicationKind.Icmp => new EchoApplication(traits, pattern),
            ApplicationKind.Ppp => new LcpEchoApplication(traits, new SessionNumbers(seed)),
            ApplicationKind.Capture => new CaptureApplication(
                capture ?? throw new ArgumentNullException(nameof(capture))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(share)),
        };
    }
}
