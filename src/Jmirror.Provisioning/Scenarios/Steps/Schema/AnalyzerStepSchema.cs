using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The step <c>analyzer</c>.</summary>
internal static class AnalyzerStepSchema
{
    private static readonly TimeSpan DefaultEvery = TimeSpan.FromMilliseconds(500);

    private static readonly Key<AnalyzerStep, AnalyzerChange> Do = new(
        "do",
        Scalars.Choice(
            ("down", AnalyzerChange.Down),
            ("up", AnalyzerChange.Up),
            ("flap", AnalyzerChange.Flap)
        )
    )
    {
        Help =
            "What becomes of it: down (it goes), up (it comes back), flap (both, several times; it stays in the end).",
        Example = "flap",
        IsRequired = true,
        Get = step => step.Change,
    };

    private static readonly Key<AnalyzerStep, int> Times = new("times", StepScalars.Times)
    {
        Help = "How often it flaps.",
        Default = 1,
        Example = "5",
        Get = step => step.Change == AnalyzerChange.Flap ? step.Times : null,
    };

    private static readonly Key<AnalyzerStep, TimeSpan> Every = new("every", Durations.Kind)
    {
        Help = "How long it is away, and then there, each time it flaps.",
        Default = DefaultEvery,
        Example = "500ms",
        Get = step => step.Change == AnalyzerChange.Flap ? step.Every : null,
    };

    private static readonly Key<AnalyzerStep, string> Link = new("link", Scalars.InterfaceName)
    {
        Help =
            "Interface that is taken down and up (ip link set), which needs root or CAP_NET_ADMIN; never the one that "
            + "leads to the default route.",
        Example = "eth2",
        AbsentMeans = "the analyzer's UDP port, which the scenario holds, is closed and opened",
        Get = step => step.Link,
    };

    /// <summary>The step.</summary>
    public static readonly MappingKind<AnalyzerStep> Kind = new(
        "analyzer",
        [Do, Times, Every, Link],
        values => new AnalyzerStep
        {
            Change = values.Get(Do),
            Times = values.Get(Times),
            Every = values.Get(Every),
            Link = values.Find(Link),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = step => step.Origin,
        Check = Check,
    };

    private static void Check(KeyValues<AnalyzerStep> values, ErrorList errors)
    {
        if (values.Get(Do) == AnalyzerChange.Flap)
            return;
        foreach (var key in new Key<AnalyzerStep>[] { Times, Every })
        {
            if (values.Has(key))
                errors.Add(values.Origin.PositionOf(key.Name), $"{key.Name} is for do: flap: remove it");
        }
    }
}
