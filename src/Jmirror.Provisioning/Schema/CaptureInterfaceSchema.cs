using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>An entry of <c>capture.interfaces</c>.</summary>
internal static class CaptureInterfaceSchema
{
    /// <summary>Name of the interface.</summary>
    public static readonly Key<CaptureInterfaceConfig, string> Name = new("name", Scalars.Text)
    {
        Help = "Name of the interface, in the system or in a pcapng file.",
        Example = "eth1",
        IsRequired = true,
        Get = one => one.Name,
    };

    private static readonly Key<CaptureInterfaceConfig, InterfaceSide> Side = new(
        "side",
        Scalars.Choice(("access", InterfaceSide.Access), ("core", InterfaceSide.Core))
    )
    {
        Help = "Side of the router on which it listens: access (towards subscribers) or core.",
        Example = "access",
        AbsentMeans = "the direction of a packet is told by its addresses alone",
        Get = one => one.Side == InterfaceSide.Unknown ? null : one.Side,
    };

    private static readonly Key<CaptureInterfaceConfig, string> Filter = new("filter", Scalars.Text)
    {
        Help = "Which frames are read, as pcap-filter(7) writes it.",
        Example = "\"not port 22\"",
        AbsentMeans = "every frame is read",
        Get = one => one.Filter,
    };

    private static readonly Key<CaptureInterfaceConfig, bool> Outgoing = new(
        "outgoing",
        Scalars.Choice(("ignore", false), ("include", true))
    )
    {
        Help =
            "What becomes of frames that this host sends out of the interface: ignore, so that copies leaving by it are "
            + "never read again, or include, on a host that routes the subscribers itself.",
        Default = false,
        Example = "ignore",
        Get = one => one.ReadsOutgoing,
    };

    private static readonly Key<CaptureInterfaceConfig, bool> Promiscuous = new("promiscuous", Scalars.Flag)
    {
        Help = "true: frames to other hosts' Ethernet addresses are read too, as a mirror port needs it.",
        Default = true,
        Example = "true",
        Get = one => one.IsPromiscuous,
    };

    /// <summary>The entry.</summary>
    public static readonly MappingKind<CaptureInterfaceConfig> Kind = new(
        "a capture interface",
        [Name, Side, Filter, Outgoing, Promiscuous],
        values => new CaptureInterfaceConfig
        {
            Name = values.Find(Name) ?? "",
            Side = values.Find(Side) ?? InterfaceSide.Unknown,
            Filter = values.Find(Filter),
            ReadsOutgoing = values.Get(Outgoing),
            IsPromiscuous = values.Get(Promiscuous),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = one => one.Origin,
        TellsAbsence = true,
    };
}
