using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Signalling;

/// <summary>A frame that was written.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="IsDownstream">True when the router sends it towards the subscriber, or the RADIUS server to the router.</param>
/// <param name="IsLast">True when the login or logout ends with it.</param>
/// <param name="PppOffset">
/// Where the PPP protocol field stands in a frame of an L2TP session; 0 in all other frames, those of the tunnel among
/// them.
/// </param>
public readonly record struct SignallingFrame(int Length, bool IsDownstream, bool IsLast, int PppOffset = 0);

/// <summary>The frames of a login or logout, one after the other, as they pass between access network and router.</summary>
/// <remarks>
/// Everything in them follows from the plan, the subscriber and its session; the only thing kept is which L2TP tunnels
/// stand, and their sequence numbers. So each frame of an L2TP subscriber is to be written once, in the order in which
/// frames go out; and while a tunnel is being opened by the first login in it, no other login may begin there. Besides
/// that, logins and logouts of several subscribers may be interleaved.
/// <para>Nothing is lost and nothing repeated; leases are not renewed, tunnels not taken down.</para>
/// </remarks>
public sealed class SignallingScript
{
    /// <summary>Longest frame, bytes.</summary>
    public const int MaxFrameLength = 1600;

    private readonly SignallingSequences _sequences;
    private readonly SignallingFrames _frames;
    private readonly TunnelBook _tunnels;
    private readonly AccessFraming _framing;

    /// <summary>Prepares the messages; no tunnel stands.</summary>
    /// <exception cref="ArgumentException"><see cref="SignallingRules"/> refuses the options, with the reason.</exception>
    public SignallingScript(SubscriberPopulation population, AccessFraming framing, SignallingOptions options)
    {
        if (SignallingRules.Check(options) is { } fault)
            throw new ArgumentException(fault, nameof(options));
        _framing = framing;
        _sequences = new SignallingSequences(options);
        _tunnels = new TunnelBook(population.Tunnels);
        _frames = new SignallingFrames(population, framing, options, _tunnels);
    }

    /// <summary>Writes one frame.</summary>
    /// <param name="who">The subscriber.</param>
    /// <param name="session">The session that begins or ends.</param>
    /// <param name="isLogin">True for its login, false for its logout.</param>
    /// <param name="step">Which frame of it, from 0 to the one that was the last.</param>
    /// <param name="frame">Room of at least <see cref="MaxFrameLength"/> bytes, with anything in it.</param>
    public SignallingFrame Write(
        in SyntheticSubscriber who,
        in SubscriberSession session,
        bool isLogin,
        int step,
        Span<byte> frame
    )
    {
        var isInTunnel = isLogin && who.Access == AccessKind.L2tp;
        if (isInTunnel && step == 0)
            _tunnels.BeginLogin(who.Tunnel, who.Number);
        var opensTunnel = isInTunnel && _tunnels.IsOpener(who.Tunnel, who.Number);
        var messages = _sequences.Of(who, isLogin, opensTunnel);
        var isLast = step == messages.Length - 1;
        if (opensTunnel && isLast)
            _tunnels.EndLogin(who.Tunnel);
        var message = messages[step];
        var length = _frames.Write(message, who, session, frame);
        var isInL2tp = who.Access == AccessKind.L2tp && message.IsOfSession();
        return new SignallingFrame(
            length,
            message.IsDownstream(),
            isLast,
            isInL2tp ? _framing.HeaderLength(who, isPpp: true) : 0
        );
    }
}
