using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>Entries of <c>impairments</c>.</summary>
internal static class ImpairmentSchema
{
    private static readonly Impairment Default = new(FaultKind.Loss, 0);

    private static readonly Key<Placed<Impairment>, FaultKind> Fault = new(
        "fault",
        Scalars.Choice([
            .. Enumerable
                .Range((int)FaultKind.Loss, FaultKinds.Count - 1)
                .Select(number => (FaultKinds.NameOf((FaultKind)number), (FaultKind)number)),
        ])
    )
    {
        Help = "What is done to copies on purpose; the ledger names it behind each of them.",
        Example = "loss",
        IsRequired = true,
        Get = impairment => impairment.Value.Fault,
    };

    private static readonly Key<Placed<Impairment>, decimal> Share = new("share", ScenarioScalars.Share)
    {
        Help = "How many of the copies it concerns.",
        Example = "1%",
        IsRequired = true,
        Get = impairment => impairment.Value.Share,
    };

    private static readonly Key<Placed<Impairment>, ConfigList<MirrorIdRange>> Mirrors = new(
        "mirrors",
        new OneOrManyKind<MirrorIdRange>(ScenarioScalars.MirrorIds, ScenarioScalars.MirrorIds.ToYaml)
    )
    {
        Help = "Mirror ids that it concerns, or ranges of them.",
        Example = "[ 1, 3-5 ]",
        AbsentMeans = "all",
        Get = impairment =>
            impairment.Value.Mirrors.Count == 0 ? null : (ConfigList<MirrorIdRange>)impairment.Value.Mirrors,
    };

    private static readonly Key<Placed<Impairment>, int> Window = new(
        "window",
        Scalars.Number("a number of copies", 1, ImpairmentRules.MaxWindow)
    )
    {
        Help = "reorder: by how many copies of its mirror it comes later, at most.",
        Default = Default.Window,
        Example = "8",
        Get = impairment => Of(impairment, FaultKind.Reorder, impairment.Value.Window),
    };

    private static readonly Key<Placed<Impairment>, long> Patience = new("patience", ScenarioScalars.Time)
    {
        Help = "reorder: after which time it is sent when its mirror falls silent.",
        Default = Default.Patience,
        Example = "100ms",
        Get = impairment => Of(impairment, FaultKind.Reorder, impairment.Value.Patience),
    };

    private static readonly Key<Placed<Impairment>, long> Delay = new("time", ScenarioScalars.Time)
    {
        Help = "delay: how much later it is sent, and what is behind it on its mirror with it.",
        Default = Default.Delay,
        Example = "20ms",
        Get = impairment => Of(impairment, FaultKind.Delay, impairment.Value.Delay),
    };

    private static readonly Key<Placed<Impairment>, long> Jitter = new("jitter", ScenarioScalars.Time)
    {
        Help = "delay: up to how much more, drawn for each copy.",
        Default = Default.Jitter,
        Example = "5ms",
        Get = impairment => Of(impairment, FaultKind.Delay, impairment.Value.Jitter),
    };

    private static readonly Key<Placed<Impairment>, int> Keep = new(
        "keep",
        Scalars.Number("a number of bytes", 0, ushort.MaxValue)
    )
    {
        Help = "truncate: bytes of the mirrored packet that are kept, at most.",
        Example = "40",
        AbsentMeans = "drawn for each copy",
        Get = impairment => impairment.Value.Keep,
    };

    private static readonly Key<Placed<Impairment>, int> Bits = new(
        "bits",
        Scalars.Number("a number of bits", 1, ImpairmentRules.MaxBits)
    )
    {
        Help = "corrupt: how many bits are turned over.",
        Default = Default.Bits,
        Example = "1",
        Get = impairment => Of(impairment, FaultKind.Corrupt, impairment.Value.Bits),
    };

    private static readonly Key<Placed<Impairment>, int> FragmentLength = new(
        "length",
        Scalars.Number("a number of bytes", ImpairmentRules.MinFragmentLength, ushort.MaxValue)
    )
    {
        Help = "Faults that fragment: largest fragment, bytes of its IP datagram.",
        Example = "576",
        AbsentMeans = "halves",
        Get = impairment => impairment.Value.FragmentLength,
    };

    // Keys that only some faults have.
    private static readonly string[] OwnKeys =
    [
        Window.Name,
        Patience.Name,
        Delay.Name,
        Jitter.Name,
        Keep.Name,
        Bits.Name,
        FragmentLength.Name,
    ];

    /// <summary>An entry.</summary>
    public static readonly MappingKind<Placed<Impairment>> Kind = new(
        "an impairment",
        [Fault, Share, Mirrors, Window, Patience, Delay, Jitter, Keep, Bits, FragmentLength],
        values => new Placed<Impairment>(
            new Impairment(values.Get(Fault), values.Get(Share))
            {
                Mirrors = values.List(Mirrors),
                Window = values.Get(Window),
                Patience = values.Get(Patience),
                Delay = values.Get(Delay),
                Jitter = values.Get(Jitter),
                Keep = values.Find(Keep),
                Bits = values.Get(Bits),
                FragmentLength = values.Find(FragmentLength),
            },
            values.Origin
        )
    )
    {
        OriginOf = impairment => impairment.Origin,
    };

    /// <summary>Keys that mean nothing to a fault.</summary>
    public static IEnumerable<string> KeysStrangeTo(FaultKind fault) =>
        OwnKeys.Except(ImpairmentRules.KeysOf(fault), StringComparer.Ordinal);

    // What means nothing to a fault is not told of it.
    private static object? Of<T>(Placed<Impairment> impairment, FaultKind fault, T value)
        where T : struct => impairment.Value.Fault == fault ? value : null;
}
