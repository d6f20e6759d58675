using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Engine.Tests.Matching;
using Jmirror.Engine.Tests.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>A control plane, its mirror table, its secure log, and a clock that stands.</summary>
internal sealed class PlaneUnderTest : TimeProvider, IMirrorLog, IAnalyzers
{
    private readonly List<MirrorEvent> _lines = [];

    public PlaneUnderTest(ControlPlaneOptions? options = null)
    {
        options ??= new ControlPlaneOptions();
        Table = new MirrorTable(options.Precedence, []);
        Plane = new ControlPlane(Table, this, this, this, options);
    }

    /// <summary>An E Series router.</summary>
    public static PlaneUnderTest ESeries(ControlPlaneOptions? options = null) =>
        new((options ?? new ControlPlaneOptions()) with { Precedence = TriggerPrecedence.HighestOnly });

    public ControlPlane Plane { get; }

    public MirrorTable Table { get; }

    /// <summary>The lines of the secure log.</summary>
    public IReadOnlyList<MirrorEvent> Lines => _lines;

    /// <summary>The log since this was asked for the last time: "Start 7/1, End 7/1 user-request".</summary>
    public string Log
    {
        get
        {
            var lines = _lines.Select(line =>
                $"{line.Kind} {line.MirrorId}/{line.SessionId} {line.Reason}".TrimEnd()
            );
            var log = string.Join(", ", lines);
            _lines.Clear();
            return log;
        }
    }

    /// <summary>The headers under which a packet is copied, "7/1 8/1", in order of definition; "" for none.</summary>
    public string Copies(PacketKey key)
    {
        var hits = new MirrorHits();
        Table.Match(in key, hits);
        var copies = new List<string>();
        foreach (var hit in hits.Hits)
            copies.Add(HeaderOf(hit.Mirror));
        return string.Join(' ', copies);
    }

    /// <summary>All live mirrors, likewise.</summary>
    public string Live => string.Join(' ', Table.Mirrors.Select(HeaderOf));

    public Subscriber See(Sighting sighting)
    {
        Plane.See(sighting);
        return Plane
            .ListSubscribers(0, int.MaxValue)
            .OrderBy(one => one.LastSeen)
            .ThenBy(one => one.Number)
            .Last();
    }

    /// <summary>Adds a request that must succeed.</summary>
    public long Add(MirrorRequest request)
    {
        var answer = Plane.Add(request);
        Assert.Null(answer.Problem);
        return answer.Number;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Told.Start / 100);

    public void Write(in MirrorEvent line) => _lines.Add(line);

    public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
    {
        problem = "there are none";
        return null;
    }

    private static string HeaderOf(Mirror mirror) =>
        mirror.Definition.Header is { } header ? $"{header.MirrorId}/{header.SessionId}" : "bare";
}

/// <summary>Requests in few words.</summary>
internal static class Wish
{
    private static readonly OuterHeader Outer = new(
        new Ipv4Address(0xc000_0201),
        new Ipv4Address(0xc000_0264),
        30030,
        30030
    );

    /// <summary>By identity, under a 4-byte handle.</summary>
    public static MirrorRequest For(uint mirrorId, params SubscriberIdentity[] identities) =>
        Of(MirrorOrigin.Operator, new MirrorSelector { Identities = identities }, mirrorId);

    /// <summary>By user name, under a 4-byte handle.</summary>
    public static MirrorRequest ForUser(uint mirrorId, string name) =>
        For(mirrorId, new SubscriberIdentity(IdentityKind.Username, name));

    /// <summary>By packets, under a 4-byte handle.</summary>
    public static MirrorRequest ForPackets(uint mirrorId, params Trigger[] triggers) =>
        Of(MirrorOrigin.Operator, new MirrorSelector { Packets = triggers }, mirrorId);

    /// <summary>RADIUS, for one session, under a 4-byte handle.</summary>
    public static MirrorRequest ForSession(
        uint mirrorId,
        long session,
        MirrorOrigin origin = MirrorOrigin.RadiusCoa
    ) => Of(origin, new MirrorSelector { Session = session }, mirrorId);

    public static MirrorRequest To(this MirrorRequest request, MedDevHandle? handle) =>
        request with
        {
            Target = request.Target with { Handle = handle },
        };

    public static SubscriberIdentity Identity(IdentityKind kind, string value) => new(kind, value);

    private static MirrorRequest Of(MirrorOrigin origin, MirrorSelector selector, uint mirrorId) =>
        new(
            origin,
            selector,
            new MirrorTarget(SecurePolicy.Default, Outer, new MedDevHandle(mirrorId, null))
        );
}

/// <summary>Packets of the subscribers of <see cref="Told"/>.</summary>
internal static class SubscriberPackets
{
    public static PacketKey From(SubscriberInterface link, string address = "10.0.0.1") =>
        Packets.Ip(address, "198.51.100.1") with
        {
            Interface = link.Interface ?? 0,
            HasEthernet = true,
            SourceMac = link.Mac,
            DestinationMac = Told.MacOf("02:00:00:00:00:fe"),
            OuterVlan = link.OuterVlan,
            InnerVlan = link.InnerVlan,
            HasPppoe = link.PppoeSession != 0,
            PppoeSession = link.PppoeSession,
        };

    /// <summary>A packet on the network's side.</summary>
    public static PacketKey AtCore(ushort number, string destination) =>
        Packets.Ip("198.51.100.1", destination) with
        {
            Interface = number,
        };
}
