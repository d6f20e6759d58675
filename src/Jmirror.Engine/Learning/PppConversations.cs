using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Ppp;

namespace Jmirror.Engine.Learning;

/// <summary>LCP, PAP, CHAP, IPCP and IPV6CP of any PPP link, whatever carries it.</summary>
/// <remarks>
/// A name counts when it is acknowledged, or when a network control protocol begins, which it must not before
/// (RFC 1661, section 3.5): captures lose frames. An address counts when it is acknowledged. The link-local address
/// that IPV6CP gives is not told: it says nothing outside the link. For one-way taps see
/// <see cref="SignallingLearner"/>.
/// </remarks>
internal sealed class PppConversations(Action<Sighting> tell)
{
    private const int HostBits = 128;

    /// <summary>Learns from one control packet.</summary>
    /// <param name="session">The link.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="protocol">PPP protocol.</param>
    /// <param name="packet">The information field.</param>
    /// <param name="time">The frame's time.</param>
    public void See(
        PppSession session,
        LinkEnd from,
        PppProtocol protocol,
        ReadOnlySpan<byte> packet,
        long time
    )
    {
        session.Hear(from);
        if (!PppControlView.TryRead(packet, out var control))
            return;
        if (protocol != PppProtocol.Ipcp || control.Code != (byte)PppCode.ConfigureRequest)
            ConfirmAddress(session, from, time);
        switch (protocol)
        {
            case PppProtocol.Lcp:
                SeeLcp(session, from, (PppCode)control.Code, time);
                break;
            case PppProtocol.Pap:
                SeePap(session, from, control, time);
                break;
            case PppProtocol.Chap:
                SeeChap(session, from, control, time);
                break;
            case PppProtocol.Ipcp:
                SeeIpcp(session, from, control, time);
                break;
            case PppProtocol.Ipv6cp:
                ConfirmName(session, time);
                break;
            default:
                break;
        }
        Refresh(session, time);
    }

    /// <summary>Learns from an IP packet in a session: authentication is behind it.</summary>
    public void SeeNetworkPhase(PppSession session, LinkEnd from, long time)
    {
        session.Hear(from);
        ConfirmAddress(session, from, time);
        ConfirmName(session, time);
    }

    /// <summary>Tells that a session is there, if nothing was told of it for a while.</summary>
    public void Refresh(PppSession session, long time)
    {
        if (!session.IsOver && session.NeedsRefresh(time))
            TellUp(session, SightingSource.Ppp, time);
    }

    /// <summary>Tells something of a session whose subscriber's end is known.</summary>
    public void TellUp(
        PppSession session,
        SightingSource source,
        long time,
        IReadOnlyList<SubscriberIdentity>? identities = null,
        IReadOnlyList<IpPrefix>? addresses = null
    )
    {
        if (session.Interface is not { } where)
            return;
        session.NoteTold(time);
        tell(
            new Sighting
            {
                Source = source,
                Kind = SightingKind.Up,
                Timestamp = time,
                Interface = where,
                Identities = identities ?? [],
                Addresses = addresses,
            }
        );
    }

    /// <summary>Ends a session, once.</summary>
    public void TellDown(PppSession session, SightingSource source, long time, SessionEnd end)
    {
        if (session.IsOver)
            return;
        session.End(time);
        if (session.Interface is not { } where)
            return;
        tell(
            new Sighting
            {
                Source = source,
                Kind = SightingKind.Down,
                Timestamp = time,
                Interface = where,
                End = end,
            }
        );
    }

    private void SeeLcp(PppSession session, LinkEnd from, PppCode code, long time)
    {
        switch (code)
        {
            case PppCode.ConfigureRequest:
                session.IsTerminating = false;
                break;
            case PppCode.TerminateRequest when session.IsOneSided && from == session.Client:
            case PppCode.TerminateAck when session.IsTerminating:
                TellDown(session, SightingSource.Ppp, time, SessionEnd.UserRequest);
                break;
            case PppCode.TerminateRequest:
                session.IsTerminating = true;
                break;
            default:
                break;
        }
    }

    private void SeePap(PppSession session, LinkEnd from, in PppControlView control, long time)
    {
        switch ((PapCode)control.Code)
        {
            case PapCode.AuthenticateRequest:
                session.Decide(from);
                if (session.MayBeClient(from) && PapRequestView.TryRead(control.Data, out var request))
                    Claim(session, control.Identifier, request.PeerId);
                break;
            case PapCode.AuthenticateAck when IsAnswer(session, from, control):
                ConfirmName(session, time);
                break;
            case PapCode.AuthenticateNak when IsAnswer(session, from, control):
                session.ClaimedName = null;
                break;
            default:
                break;
        }
    }

    // Where both sides authenticate, the name is the one that the subscriber's end answers with.
    private void SeeChap(PppSession session, LinkEnd from, in PppControlView control, long time)
    {
        switch ((ChapCode)control.Code)
        {
            case ChapCode.Challenge:
                session.Decide(PppSession.Opposite(from));
                break;
            case ChapCode.Response:
                session.Decide(from);
                if (session.MayBeClient(from) && ChapResponseView.TryRead(control.Data, out var response))
                    Claim(session, control.Identifier, response.Name);
                break;
            case ChapCode.Success when IsAnswer(session, from, control):
                ConfirmName(session, time);
                break;
            case ChapCode.Failure when IsAnswer(session, from, control):
                session.ClaimedName = null;
                break;
            default:
                break;
        }
    }

    private void SeeIpcp(PppSession session, LinkEnd from, in PppControlView control, long time)
    {
        ConfirmName(session, time);
        if (!IpcpAddress.TryFind(control.Options, out var address))
            return;
        switch ((PppCode)control.Code)
        {
            case PppCode.ConfigureRequest:
                SeeAddressRequest(session, from, control.Identifier, address);
                break;
            case PppCode.ConfigureNak:
                // Only a router gives addresses out.
                session.Decide(PppSession.Opposite(from));
                session.OfferedAddress = address;
                break;
            case PppCode.ConfigureAck:
                SeeAddressAck(session, from, control.Identifier, address, time);
                break;
            default:
                break;
        }
    }

    private static void SeeAddressRequest(
        PppSession session,
        LinkEnd from,
        byte identifier,
        Ipv4Address address
    )
    {
        // Only a subscriber asks for one.
        if (address == default)
            session.Decide(from);
        if (from == LinkEnd.Unknown || from != session.Client)
            return;
        session.RequestIdentifier = identifier;
        session.RequestedAddress = address;
    }

    private void SeeAddressAck(
        PppSession session,
        LinkEnd from,
        byte identifier,
        Ipv4Address address,
        long time
    )
    {
        if (from == LinkEnd.Unknown)
        {
            // Both ends' addresses are acknowledged alike; the subscriber's is the one that was given out.
            if (address == session.OfferedAddress)
                TellAddress(session, address, time);
            return;
        }
        if (session.Client != PppSession.Opposite(from))
            return;
        if (session.RequestIdentifier is { } requested && requested != identifier)
            return;
        TellAddress(session, address, time);
    }

    // One-way tap: the client goes on, so it was not refused.
    private void ConfirmAddress(PppSession session, LinkEnd from, long time)
    {
        if (session.IsOneSided && from == session.Client)
            TellAddress(session, session.RequestedAddress, time);
    }

    private void TellAddress(PppSession session, Ipv4Address address, long time)
    {
        session.RequestedAddress = default;
        if (address == default)
            return;
        TellUp(
            session,
            SightingSource.Ppp,
            time,
            addresses: [new IpPrefix(IpPrefix.FromIpv4(address.Value), HostBits)]
        );
    }

    private static bool IsAnswer(PppSession session, LinkEnd from, in PppControlView control) =>
        session.MayBeRouter(from) && control.Identifier == session.ClaimIdentifier;

    private static void Claim(PppSession session, byte identifier, ReadOnlySpan<byte> name)
    {
        session.ClaimedName = IdentityText.Of(name);
        session.ClaimIdentifier = identifier;
    }

    private void ConfirmName(PppSession session, long time)
    {
        if (session.ClaimedName is not { } name)
            return;
        session.ClaimedName = null;
        TellUp(session, SightingSource.Ppp, time, [new SubscriberIdentity(IdentityKind.Username, name)]);
    }
}
