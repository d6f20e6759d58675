using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>Who asked for a mirror; Juniper's packet-mirror MIBs call it configuration source.</summary>
public enum MirrorOrigin : byte
{
    /// <summary>The configuration file (<c>cliStatic</c>).</summary>
    Configuration,

    /// <summary>The API or <c>jmirror mirrors</c> (<c>cliTrigger</c>).</summary>
    Operator,

    /// <summary>Access-Accept (<c>radiusLogin</c>).</summary>
    RadiusLogin,

    /// <summary>CoA-Request (<c>radiusCoa</c>).</summary>
    RadiusCoa,

    /// <summary>DTCP ADD (<c>dtcp</c>).</summary>
    Dtcp,
}

/// <summary>One wish to mirror, from whichever provider. It lives until it is deleted; mirrors come and go under it.</summary>
/// <param name="Origin">Who asked.</param>
/// <param name="Selector">Whose packets.</param>
/// <param name="Target">Which of them, under which header, and where to.</param>
public sealed record MirrorRequest(MirrorOrigin Origin, MirrorSelector Selector, MirrorTarget Target);

/// <summary>Whose packets a request selects: exactly one of the three is set.</summary>
public sealed record MirrorSelector
{
    /// <summary>Packets that show one of these properties: live at once, whoever is logged in. Each has its rank.</summary>
    public IReadOnlyList<Trigger>? Packets { get; init; }

    /// <summary>
    /// Sessions with all of these identities: live at each login that has them, and in sessions that are logged in
    /// already. On E Series the first one gives the rank.
    /// </summary>
    public IReadOnlyList<SubscriberIdentity>? Identities { get; init; }

    /// <summary>
    /// One live session, by <see cref="Subscriber.Number"/>: what RADIUS asks for. The request ends with the session.
    /// </summary>
    public long? Session { get; init; }
}

/// <summary>What becomes of the selected packets.</summary>
/// <param name="Policy">Which of them are copied, and how.</param>
/// <param name="Outer">Outer IPv4 and UDP header.</param>
/// <param name="Handle">
/// Mirror id, and session id unless that comes from the Acct-Session-Id of each login; null for the bare copy of an
/// E Series IP mirror.
/// </param>
/// <param name="WayOut">See <see cref="MirrorDefinition.WayOut"/>.</param>
/// <param name="Mtu">See <see cref="MirrorDefinition.Mtu"/>.</param>
/// <param name="Oversize">See <see cref="MirrorDefinition.Oversize"/>.</param>
public sealed record MirrorTarget(
    SecurePolicy Policy,
    OuterHeader Outer,
    MedDevHandle? Handle,
    int WayOut = 0,
    int Mtu = MirrorDefinition.DefaultMtu,
    OversizeRule Oversize = OversizeRule.Fragment
);
