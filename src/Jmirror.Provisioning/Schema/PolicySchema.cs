using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>policies</c>.</summary>
internal static class PolicySchema
{
    private static readonly Key<PolicyConfig, string> Analyzer = new("analyzer", Scalars.Text)
    {
        Help = "Name of the analyzer that gets the copies.",
        Example = "md1",
        IsRequired = true,
        Get = policy => policy.Analyzer,
    };

    private static readonly Key<PolicyConfig, MirrorDirection> Direction = new(
        "direction",
        Scalars.Choice(
            ("upstream", MirrorDirection.Upstream),
            ("downstream", MirrorDirection.Downstream),
            ("both", MirrorDirection.Both)
        )
    )
    {
        Help =
            "Direction that is copied: upstream (from the subscriber), downstream (to the subscriber) or both.",
        Default = MirrorDirection.Both,
        Example = "both",
        Get = policy => policy.Direction,
    };

    private static readonly Key<PolicyConfig, CopyForm> Copy = new(
        "copy",
        Scalars.Choice(("auto", CopyForm.Auto), ("ip", CopyForm.Ip), ("ppp", CopyForm.Ppp))
    )
    {
        Help =
            "What is copied: ip (the IP packet), ppp (FF 03 and the PPP frame, control packets included) or auto "
            + "(the PPP frame from PPP links and L2TP sessions, the IP packet from all others).",
        Default = CopyForm.Auto,
        Example = "auto",
        Get = policy => policy.Copy,
    };

    private static readonly Key<PolicyConfig, ConfigList<ClassifierConfig>> Classifier = new(
        "classifier",
        ListOf("a classifier entry")
    )
    {
        Help =
            "Packets that are copied: those that fit any entry of the list; within an entry all keys must fit.",
        AbsentMeans = "every packet is copied",
        Get = policy => policy.Classifier,
    };

    private static readonly Key<PolicyConfig, ConfigList<ClassifierConfig>> Drop = new(
        "drop",
        ListOf("a drop entry")
    )
    {
        Help =
            "Drop policy of MX Series: packets that are not copied, written like classifier; it goes before classifier. DTCP may name it (X-Drop-Policy).",
        AbsentMeans = "no packet is left out",
        Get = policy => policy.Drop,
    };

    private static readonly MappingKind<PolicyConfig> Body = new(
        "a policy",
        [Analyzer, Direction, Copy, Classifier, Drop],
        values => new PolicyConfig
        {
            Name = "",
            Analyzer = values.Find(Analyzer) ?? "",
            Direction = values.Get(Direction),
            Copy = values.Get(Copy),
            Classifier = values.List(Classifier),
            Drop = values.List(Drop),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = policy => policy.Origin,
        TellsAbsence = true,
    };

    private static ListKind<ClassifierConfig> ListOf(string noun) => new(ClassifierSchema.KindOf(noun), noun);

    /// <summary>The section.</summary>
    public static readonly NamedKind<PolicyConfig> Kind = new(
        Body,
        policy => policy.Name,
        (policy, name) => policy with { Name = name },
        "voip"
    );
}
