using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>capture</c>.</summary>
internal static class CaptureSchema
{
    private const byte MostThreads = 64;

    private static readonly Key<CaptureConfig, CaptureEngineChoice> Engine = new(
        "engine",
        Scalars.Choice(
            ("auto", CaptureEngineChoice.Auto),
            ("packet", CaptureEngineChoice.Packet),
            ("xdp", CaptureEngineChoice.Xdp),
            ("pcap", CaptureEngineChoice.Pcap)
        )
    )
    {
        Help =
            "What reads the interfaces: packet (AF_PACKET ring), xdp (AF_XDP), pcap (libpcap), or auto: packet, "
            + "or else pcap.",
        Default = CaptureEngineChoice.Auto,
        Example = "auto",
        Get = capture => capture.Engine,
    };

    private static readonly Key<CaptureConfig, byte> Threads = new(
        "threads",
        Scalars.Number<byte>("a number of threads", 1, MostThreads)
    )
    {
        Help = "Threads that read one interface; its flows are shared out among them.",
        Default = 1,
        Example = "1",
        Get = capture => capture.Threads,
    };

    private static readonly Key<CaptureConfig, ConfigList<CaptureInterfaceConfig>> Interfaces = new(
        "interfaces",
        new ListKind<CaptureInterfaceConfig>(CaptureInterfaceSchema.Kind, "a capture interface")
        {
            Check = CheckNames,
        }
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
        [Engine, Threads, Interfaces],
        values => new CaptureConfig
        {
            Engine = values.Get(Engine),
            Threads = values.Get(Threads),
            Interfaces = values.List(Interfaces),
            Origin = values.Origin,
        }
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
                    one.Origin.PositionOf(CaptureInterfaceSchema.Name.Name),
                    $"interface {Wording.Quote(one.Name)} was listed before, in line {lines[one.Name]}: keep one of them"
                );
            }
        }
    }
}
