using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>capture</c>.</summary>
internal static class ScenarioCaptureSchema
{
    private static readonly Key<Placed<ScenarioCaptureConfig>, string> File = new("file", Scalars.Text)
    {
        Help =
            "Capture whose packets the application capture sends for every subscriber; a path beside the scenario file.",
        Example = "call.pcap",
        IsRequired = true,
        Get = capture => capture.Value.File,
    };

    private static readonly Key<Placed<ScenarioCaptureConfig>, UInt128> Subscriber = new(
        "subscriber",
        Addresses.Host
    )
    {
        Help = "Address in the capture that each subscriber's own takes the place of.",
        Example = "10.0.0.9",
        AbsentMeans = "the address that most packets have",
        Get = capture => capture.Value.Subscriber,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<Placed<ScenarioCaptureConfig>> Kind = new(
        "capture",
        [File, Subscriber],
        values => new Placed<ScenarioCaptureConfig>(
            new ScenarioCaptureConfig(values.Find(File) ?? "", values.Find(Subscriber)),
            values.Origin
        )
    )
    {
        OriginOf = capture => capture.Origin,
        TellsAbsence = true,
    };
}
