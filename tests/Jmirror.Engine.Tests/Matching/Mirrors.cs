using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Builds tables and asks them, so that a test shows only its triggers, its packet and what comes out.</summary>
internal static class Mirrors
{
    private static readonly OuterHeader Outer = new(
        new Ipv4Address(0xc0000201),
        new Ipv4Address(0xc0000264),
        OuterHeader.DefaultPort,
        OuterHeader.DefaultPort
    );

    public static MirrorDefinition Definition(Trigger trigger, SecurePolicy? policy = null) =>
        Definition([trigger], policy);

    public static MirrorDefinition Definition(IReadOnlyList<Trigger> triggers, SecurePolicy? policy = null) =>
        new(triggers, policy ?? SecurePolicy.Default, Outer, Header: null);

    public static MirrorTable Table(params Trigger[] triggers) =>
        MirrorTable.Build([.. triggers.Select(trigger => Definition(trigger))]);

    /// <summary>The numbers of the mirrors that copy, in order: "0 2", or "" for none.</summary>
    public static string Copying(this MirrorTable table, PacketKey key) =>
        string.Join(' ', table.Ask(key).Copies.Select(copy => copy.Number));

    public static Answer Ask(this MirrorTable table, PacketKey key)
    {
        var hits = new MirrorHits();
        table.Match(in key, hits);
        var copies = new List<Copy>();
        foreach (var hit in hits.Hits)
            copies.Add(new Copy(hit.Mirror.Number, hit.FromInner, hit.AsPpp));
        return new Answer(copies, hits.Miss);
    }

    /// <summary>What one mirror with this trigger and policy makes of a packet.</summary>
    public static Answer Ask(
        Trigger trigger,
        SecurePolicy policy,
        PacketKey key,
        params InterfaceSide[] sides
    ) => MirrorTable.Build([Definition(trigger, policy)], sides: sides).Ask(key);
}

/// <summary>A copy, its mirror told by number.</summary>
internal sealed record Copy(long Number, bool FromInner, bool AsPpp);

/// <summary>What a table says of a packet.</summary>
internal sealed record Answer(IReadOnlyList<Copy> Copies, MissReason Miss)
{
    public static readonly Copy OuterIp = new(0, FromInner: false, AsPpp: false);
    public static readonly Copy OuterPpp = new(0, FromInner: false, AsPpp: true);
    public static readonly Copy InnerIp = new(0, FromInner: true, AsPpp: false);
    public static readonly Copy InnerPpp = new(0, FromInner: true, AsPpp: true);

    public override string ToString() => $"[{string.Join(", ", Copies)}] {Miss}";
}
