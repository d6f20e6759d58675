using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>What came of reading a scenario: the scenario, or what is wrong with it.</summary>
/// <param name="Config">The scenario; null when there are errors.</param>
/// <param name="Errors">All mistakes in the order of the file; empty when there is none.</param>
public sealed record ScenarioResult(ScenarioConfig? Config, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>What the file says; null when there are errors.</summary>
    internal ScenarioDocument? Document { get; init; }
}

/// <summary>Reads scenarios.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a file. That it cannot be read is an error of the file too.</summary>
    public static ScenarioResult Load(string path) =>
        ConfigText.TryRead(path, out var text, out var error)
            ? Parse(text, path)
            : new ScenarioResult(null, [error]);

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it; files that the scenario names are looked for beside it.</param>
    public static ScenarioResult Parse(string text, string name)
    {
        var errors = new ErrorList(name);
        var document = YamlReader.Read(text, errors) is { } root
            ? ScenarioSchema.Kind.Read(root, "the scenario", errors) as ScenarioDocument
            : null;
        if (document is not null)
            ScenarioRules.Check(document, errors);
        var sorted = errors.Sorted();
        return sorted.Count > 0 || document is null
            ? new ScenarioResult(null, sorted)
            : new ScenarioResult(
                ScenarioCompiler.Compile(document, Path.GetDirectoryName(name) ?? ""),
                sorted
            )
            {
                Document = document,
            };
    }
}
