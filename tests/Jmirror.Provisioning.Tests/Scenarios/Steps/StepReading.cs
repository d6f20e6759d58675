using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Provisioning.Scenarios.Steps.Schema;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Tests.Scenarios.Steps;

/// <summary>Reads the steps of a scenario without the scenario around them.</summary>
internal static class StepReading
{
    public static ConfigList<ScenarioStep> Read(string text, out string errors)
    {
        var list = new ErrorList("steps.yaml");
        var steps =
            (ConfigList<ScenarioStep>)StepSchema.Kind.Read(YamlReader.Read(text, list)!, "steps", list)!;
        errors = string.Join('|', list.Sorted().Select(error => $"{error}"["steps.yaml:".Length..]));
        return steps;
    }

    public static TStep ReadOne<TStep>(string text)
        where TStep : ScenarioStep
    {
        var steps = Read(text, out var errors);
        Assert.Equal("", errors);
        return Assert.IsType<TStep>(Assert.Single(steps));
    }

    public static string Explain(ConfigList<ScenarioStep> steps)
    {
        using var text = new StringWriter();
        StepSchema.Kind.Explain(new OutlineWriter(text), "steps", steps, "");
        return $"{text}";
    }
}
