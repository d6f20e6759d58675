using System.Text;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Signalling;

/// <summary>What the router and access concentrators call a subscriber's line, besides the names that the plan gives.</summary>
/// <param name="population">The subscribers.</param>
public sealed class LineNames(SubscriberPopulation population)
{
    private static ReadOnlySpan<byte> PortStart => "ge-1/0/0."u8;

    /// <summary>NAS-Port-Id as Junos writes it: <c>ge-1/0/0.7:100-12</c>, interface, unit, outer and inner VLAN id.</summary>
    public static string NasPortId(in SyntheticSubscriber who)
    {
        Span<byte> text = stackalloc byte[SubscriberPopulation.MaxNameLength];
        return Encoding.UTF8.GetString(text[..WriteNasPortId(who, text)]);
    }

    /// <summary>
    /// Calling-Station-Id: its Ethernet address; for L2TP, where the router knows none, the Calling Number that the
    /// access concentrator tells, the agent remote id.
    /// </summary>
    public string CallingStationId(in SyntheticSubscriber who)
    {
        Span<byte> text = stackalloc byte[SubscriberPopulation.MaxNameLength];
        return Encoding.UTF8.GetString(text[..WriteCallingStationId(who, text)]);
    }

    /// <summary>Writes the NAS-Port-Id and returns its length.</summary>
    internal static int WriteNasPortId(in SyntheticSubscriber who, Span<byte> destination)
    {
        var text = new WireWriter(destination);
        text.Bytes(PortStart);
        text.Decimal((uint)who.Number);
        text.Byte((byte)':');
        text.Decimal(who.OuterVlan);
        text.Byte((byte)'-');
        text.Decimal(who.InnerVlan);
        return text.Length;
    }

    /// <summary>Writes the Calling-Station-Id and returns its length.</summary>
    internal int WriteCallingStationId(in SyntheticSubscriber who, Span<byte> destination)
    {
        if (who.Access == AccessKind.L2tp)
            return population.WriteRemoteId(who.Number, destination);
        var text = new WireWriter(destination);
        for (var shift = 40; shift >= 0; shift -= 8)
        {
            text.Hexadecimal((byte)(who.Mac.Value >> shift));
            if (shift > 0)
                text.Byte((byte)':');
        }
        return text.Length;
    }
}
