using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>capture</c>.</summary>
internal static class CaptureSchema
{
    private static readonly Key<CaptureInterfaceConfig, string> Name = new("name", Scalars.Text)
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

    private static readonly MappingKind<CaptureInterfaceConfig> Interface = new(
        "a capture interface",
        [Name, Side],
        values => new CaptureInterfaceConfig
        {
            Name = values.Find(Name) ?? "",
            Side = values.Find(Side) ?? InterfaceSide.Unknown,
            Origin = values.Origin,
        }
    )
    {
        OriginOf = one => one.Origin,
        TellsAbsence = true,
    };

    private static readonly Key<CaptureConfig, ConfigList<CaptureInterfaceConfig>> Interfaces = new(
        "interfaces",
        new ListKind<CaptureInterfaceConfig>(Interface, "a capture interface") { Check = CheckNames }
    )
    {
        Help =
            "Interfaces on which subscriber traffic is seen. Triggers and subscribers may name these only.",
        AbsentMeans = "triggers may name any interface",
        Get = capture => capture.Interfaces,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<CaptureConfig> Kind = new(
        "capture",
        [Interfaces],
        values => new CaptureConfig { Interfaces = values.List(Interfaces), Origin = values.Origin }
    )
    {
        OriginOf = capture => capture.Origin,
    };

    private static void CheckNames(IReadOnlyList<CaptureInterfaceConfig> interfaces, ErrorList errors)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in interfaces.Where(one => one.Name.Length > 0))
        {
            if (!lines.TryAdd(one.Name, one.Origin.Position.Line))
            {
                errors.Add(
                    one.Origin.PositionOf(Name.Name),
                    $"interface {Wording.Quote(one.Name)} was listed before, in line {lines[one.Name]}: keep one of them"
                );
            }
        }
    }
}
