using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>Sightings in few words, so that a test shows only what it is about.</summary>
internal static class Told
{
    public const long Second = 1_000_000_000;
    public const long Hour = 3_600 * Second;

    /// <summary>When the tests begin: 2026-01-01 00:00 UTC.</summary>
    public const long Start = 1_767_225_600 * Second;

    public const string Mac = "02:00:5e:00:00:01";
    public const string OtherMac = "02:00:5e:00:00:02";

    /// <summary>A DHCP subscriber's interface: VLANs and Ethernet address.</summary>
    public static SubscriberInterface Ethernet(string mac = Mac) =>
        new()
        {
            Interface = 0,
            OuterVlan = 100,
            InnerVlan = 7,
            Mac = MacOf(mac),
        };

    /// <summary>A PPPoE session at such an interface.</summary>
    public static SubscriberInterface Pppoe(ushort session, string mac = Mac) =>
        Ethernet(mac) with
        {
            PppoeSession = session,
        };

    /// <summary>A subscriber interface that does not stand alone: VLANs only.</summary>
    public static SubscriberInterface Vlan(ushort outer) => new() { Interface = 0, OuterVlan = outer };

    /// <summary>An L2TP session by what each end assigned; 0: not known yet.</summary>
    public static SubscriberInterface L2tp(ushort lacSession, ushort lnsSession) =>
        new()
        {
            L2tp = new L2tpAttachment(
                new L2tpEnd(Address("192.0.2.11"), 1, lacSession),
                new L2tpEnd(Address("192.0.2.22"), 2, lnsSession)
            ),
        };

    public static Sighting At(SubscriberInterface link, SightingSource source = SightingSource.Ppp) =>
        new()
        {
            Source = source,
            Kind = SightingKind.Up,
            Timestamp = Start,
            Interface = link,
        };

    public static Sighting Radius(string? nas = "192.0.2.1") =>
        new()
        {
            Source = SightingSource.RadiusAccounting,
            Kind = SightingKind.Up,
            Timestamp = Start,
            Nas = nas,
        };

    public static Sighting As(this Sighting sighting, IdentityKind kind, string value) =>
        sighting with
        {
            Identities = [.. sighting.Identities, new SubscriberIdentity(kind, value)],
        };

    public static Sighting User(this Sighting sighting, string name) =>
        sighting.As(IdentityKind.Username, name);

    public static Sighting Acct(this Sighting sighting, string session) =>
        sighting.As(IdentityKind.AcctSessionId, session);

    public static Sighting Station(this Sighting sighting, string text) =>
        sighting.As(IdentityKind.CallingStationId, text);

    public static Sighting Circuit(this Sighting sighting, string text) =>
        sighting.As(IdentityKind.AgentCircuitId, text);

    public static Sighting With(this Sighting sighting, params string[] addresses) =>
        sighting with
        {
            Addresses = [.. addresses.Select(Prefix)],
        };

    public static Sighting Later(this Sighting sighting, long nanoseconds) =>
        sighting with
        {
            Timestamp = sighting.Timestamp + nanoseconds,
        };

    public static Sighting Login(this Sighting sighting) => sighting with { IsLogin = true };

    public static Sighting Down(this Sighting sighting, SessionEnd end = SessionEnd.UserRequest) =>
        sighting with
        {
            Kind = SightingKind.Down,
            End = end,
        };

    public static IpPrefix Prefix(string text) =>
        IpPrefix.TryParse(text, out var prefix) ? prefix : throw new ArgumentException(text, nameof(text));

    public static UInt128 Address(string text) => Prefix(text).Address;

    public static MacAddress MacOf(string text) =>
        MacAddress.TryParse(text, out var mac) ? mac : throw new ArgumentException(text, nameof(text));
}
