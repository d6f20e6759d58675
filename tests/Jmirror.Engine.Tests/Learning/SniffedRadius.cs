using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>A router and its RADIUS server, overheard by a listener.</summary>
internal sealed class SniffedRadius : IAccessObserver
{
    public const long Second = 1_000_000_000;
    public const ushort RouterPort = 40001;
    public static readonly UInt128 Router = IpPrefix.FromIpv4(0x0a000001);
    public static readonly UInt128 Server = IpPrefix.FromIpv4(0x0a000002);
    public static readonly byte[] Authenticator = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private static readonly RadiusSecret Secret = new("testing123");

    public SniffedRadius() => Listener = new RadiusListener(Sightings.Add, this);

    public delegate void Attributes(ref RadiusPacketWriter writer);

    public RadiusListener Listener { get; }

    public List<Sighting> Sightings { get; } = [];

    /// <summary>Accepts told to the observer: server, authenticator of the request.</summary>
    public List<(UInt128 Server, string RequestAuthenticator)> Accepts { get; } = [];

    public void Ask(byte identifier, Attributes attributes, long time = Second) =>
        Send(
            RadiusCode.AccessRequest,
            identifier,
            attributes,
            time,
            1812,
            writer => writer.FinishAccessRequest(Authenticator, Secret)
        );

    public void Account(byte identifier, Attributes attributes, long time = Second) =>
        Send(
            RadiusCode.AccountingRequest,
            identifier,
            attributes,
            time,
            1813,
            writer => writer.FinishRequest(Secret)
        );

    public void Answer(
        RadiusCode code,
        byte identifier,
        Attributes attributes,
        long time = 2 * Second,
        ushort routerPort = RouterPort
    )
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, code, identifier);
        attributes(ref writer);
        var length = writer.FinishAnswer(Authenticator, Secret);
        Listener.See(buffer.AsSpan(0, length), Server, 1812, Router, routerPort, time);
    }

    public void SeeAccept(in SeenAccept accept) =>
        Accepts.Add((accept.Server, Convert.ToHexStringLower(accept.RequestAuthenticator)));

    /// <summary>A sighting on one line.</summary>
    public static string Line(Sighting sighting)
    {
        var identities = string.Join(' ', sighting.Identities.Select(one => $"{one.Kind}={one.Value}"));
        var addresses = sighting.Addresses is { } known ? string.Join(' ', known) : "-";
        return $"{sighting.Source} {sighting.Kind} {sighting.Nas} [{identities}] [{addresses}]";
    }

    private delegate int Finish(RadiusPacketWriter writer);

    private void Send(
        RadiusCode code,
        byte identifier,
        Attributes attributes,
        long time,
        ushort port,
        Finish finish
    )
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, code, identifier);
        attributes(ref writer);
        var length = finish(writer);
        Listener.See(buffer.AsSpan(0, length), Router, RouterPort, Server, port, time);
    }
}
