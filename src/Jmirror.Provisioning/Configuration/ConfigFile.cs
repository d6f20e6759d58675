using Jmirror.Provisioning.Rules;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What came of reading a configuration: the configuration, or what is wrong with it.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">All mistakes in the order of the file; empty when there is none.</param>
public sealed record ConfigResult(EmulatorConfig? Config, IReadOnlyList<ConfigError> Errors);

/// <summary>Reads configurations.</summary>
public static class ConfigFile
{
    /// <summary>Reads a file. That it cannot be read is an error of the file too.</summary>
    public static ConfigResult Load(string path) =>
        ConfigText.TryRead(path, out var text, out var error)
            ? Parse(text, path)
            : new ConfigResult(null, [error]);

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it.</param>
    public static ConfigResult Parse(string text, string name)
    {
        var errors = new ErrorList(name);
        if (
            YamlReader.Read(text, errors) is not { } root
            || EmulatorSchema.Kind.Read(root, "the configuration", errors) is not EmulatorConfig config
        )
            return new ConfigResult(null, errors.Sorted());
        new ConfigRules(config).CheckFile(errors);
        var sorted = errors.Sorted();
        return new ConfigResult(sorted.Count == 0 ? config : null, sorted);
    }
}
