using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Tells what a configuration means.</summary>
public static class ConfigExplainer
{
    /// <summary>
    /// Writes all effective values as YAML, each with the line it comes from or the word default. Read again, this is
    /// an equal configuration.
    /// </summary>
    public static void Write(EmulatorConfig config, TextWriter writer)
    {
        var outline = new OutlineWriter(writer);
        outline.Remark("Effective values. Behind each: the line of the file that says so, or default.");
        EmulatorSchema.Kind.ExplainKeys(outline, config);
    }
}
