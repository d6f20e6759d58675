using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>Which messages a login or logout has, in their order, worked out once for every kind of subscriber.</summary>
/// <param name="options">Authentication, and whether there is RADIUS.</param>
internal sealed class SignallingSequences(SignallingOptions options)
{
    private const int Kinds = 1 << 6;

    private readonly Message[]?[] _sequences = new Message[Kinds][];

    /// <summary>The messages, at least one.</summary>
    /// <param name="who">Whose.</param>
    /// <param name="isLogin">True for the login, false for the logout.</param>
    /// <param name="opensTunnel">True for a login that opens its L2TP tunnel.</param>
    public ReadOnlySpan<Message> Of(in SyntheticSubscriber who, bool isLogin, bool opensTunnel)
    {
        var kind =
            ((int)who.Access << 4)
            | (who.HasIpv4 ? 1 << 3 : 0)
            | (who.HasIpv6 ? 1 << 2 : 0)
            | (isLogin ? 1 << 1 : 0)
            | (opensTunnel ? 1 : 0);
        return _sequences[kind] ??= [.. isLogin ? Login(who, opensTunnel) : Logout(who)];
    }

    private IEnumerable<Message> Login(SyntheticSubscriber who, bool opensTunnel)
    {
        var messages = who.Access switch
        {
            AccessKind.Ipoe => IpoeLogin(who.HasIpv4, who.HasIpv6),
            AccessKind.Pppoe => PppoeDiscovery.Concat(PppLogin(who.HasIpv4, who.HasIpv6)),
            _ => (opensTunnel ? TunnelSetUp : [])
                .Concat(CallSetUp)
                .Concat(PppLogin(who.HasIpv4, who.HasIpv6)),
        };
        return messages.Concat(IfRadius(Message.AccountingStart, Message.AccountingStartResponse));
    }

    private IEnumerable<Message> Logout(SyntheticSubscriber who)
    {
        var messages = who.Access switch
        {
            AccessKind.Ipoe => IpoeLogout(who.HasIpv4, who.HasIpv6),
            AccessKind.Pppoe => PppLogout.Append(Message.PadTermination),
            _ => PppLogout.Append(Message.CallDisconnect).Append(Message.DisconnectAcknowledgement),
        };
        return messages.Concat(IfRadius(Message.AccountingStop, Message.AccountingStopResponse));
    }

    private static IEnumerable<Message> PppoeDiscovery =>
        [Message.PadInitiation, Message.PadOffer, Message.PadRequest, Message.PadConfirmation];

    private static IEnumerable<Message> TunnelSetUp =>
        [Message.TunnelRequest, Message.TunnelReply, Message.TunnelConnected, Message.TunnelAcknowledgement];

    private static IEnumerable<Message> CallSetUp =>
        [Message.CallRequest, Message.CallReply, Message.CallConnected, Message.CallAcknowledgement];

    private static IEnumerable<Message> PppLogout => [Message.LcpTerminateRequest, Message.LcpTerminateAck];

    // The router asks the RADIUS server as soon as it knows whom about: at the first message of either family.
    private IEnumerable<Message> IpoeLogin(bool hasIpv4, bool hasIpv6)
    {
        var access = IfRadius(Message.AccessRequest, Message.AccessAccept);
        if (hasIpv4)
        {
            yield return Message.DhcpDiscover;
            foreach (var message in access)
                yield return message;
            yield return Message.DhcpOffer;
            yield return Message.DhcpRequest;
            yield return Message.DhcpAck;
        }
        if (!hasIpv6)
            yield break;
        yield return Message.RouterSolicitation;
        yield return Message.RouterAdvertisement;
        yield return Message.Dhcpv6Solicit;
        foreach (var message in hasIpv4 ? [] : access)
            yield return message;
        yield return Message.Dhcpv6Advertise;
        yield return Message.Dhcpv6Request;
        yield return Message.Dhcpv6Reply;
    }

    private static IEnumerable<Message> IpoeLogout(bool hasIpv4, bool hasIpv6)
    {
        if (hasIpv6)
        {
            yield return Message.Dhcpv6Release;
            yield return Message.Dhcpv6ReleaseReply;
        }
        if (hasIpv4)
            yield return Message.DhcpRelease;
    }

    private IEnumerable<Message> PppLogin(bool hasIpv4, bool hasIpv6)
    {
        yield return Message.LcpRouterRequest;
        yield return Message.LcpClientRequest;
        yield return Message.LcpClientAck;
        yield return Message.LcpRouterAck;

        var isPap = options.Authentication == PppAuthentication.Pap;
        if (!isPap)
            yield return Message.ChapChallenge;
        yield return isPap ? Message.PapRequest : Message.ChapResponse;
        foreach (var message in IfRadius(Message.AccessRequest, Message.AccessAccept))
            yield return message;
        yield return isPap ? Message.PapAck : Message.ChapSuccess;

        if (hasIpv4)
        {
            yield return Message.IpcpRouterRequest;
            yield return Message.IpcpClientRequest;
            yield return Message.IpcpClientAck;
            yield return Message.IpcpNak;
            yield return Message.IpcpClientSecondRequest;
            yield return Message.IpcpRouterAck;
        }
        if (!hasIpv6)
            yield break;
        yield return Message.Ipv6cpRouterRequest;
        yield return Message.Ipv6cpClientRequest;
        yield return Message.Ipv6cpClientAck;
        yield return Message.Ipv6cpRouterAck;
        yield return Message.RouterSolicitation;
        yield return Message.RouterAdvertisement;
    }

    private Message[] IfRadius(Message first, Message second) =>
        options.Radius is null ? [] : [first, second];
}
