using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>Tells what a scenario means.</summary>
public static class ScenarioExplainer
{
    /// <summary>
    /// Writes all effective values as YAML, each with the line it comes from or the word default. Read again, this is an
    /// equal scenario.
    /// </summary>
    /// <param name="scenario">Without errors.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(ScenarioResult scenario, TextWriter writer)
    {
        var outline = new OutlineWriter(writer);
        outline.Remark("Effective values. Behind each: the line of the file that says so, or default.");
        Schema.ScenarioSchema.Kind.ExplainKeys(outline, scenario.Document!);
    }
}
