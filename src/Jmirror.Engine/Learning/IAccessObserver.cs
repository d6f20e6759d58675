using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Learning;

/// <summary>An Access-Accept that was seen between a router and its RADIUS server, with the request that it answers.</summary>
/// <param name="packet">The Access-Accept; nothing has been verified.</param>
/// <param name="requestAuthenticator">Authenticator of the Access-Request, 16 bytes.</param>
/// <param name="server">The server's address, in the number space of <see cref="Protocol.Ip.IpPrefix"/>.</param>
/// <param name="sighting">What was told of the session.</param>
public readonly ref struct SeenAccept(
    RadiusPacketView packet,
    ReadOnlySpan<byte> requestAuthenticator,
    UInt128 server,
    Sighting sighting
)
{
    /// <summary>The Access-Accept.</summary>
    public RadiusPacketView Packet { get; } = packet;

    /// <summary>Authenticator of the Access-Request, 16 bytes.</summary>
    public ReadOnlySpan<byte> RequestAuthenticator { get; } = requestAuthenticator;

    /// <summary>The server's address.</summary>
    public UInt128 Server { get; } = server;

    /// <summary>What was told of the session.</summary>
    public Sighting Sighting { get; } = sighting;
}

/// <summary>Told of logins that RADIUS accepted.</summary>
public interface IAccessObserver
{
    /// <summary>Called in the capture thread, after the sighting was told.</summary>
    void SeeAccept(in SeenAccept accept);
}
