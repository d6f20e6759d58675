using System.Text;
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
    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads a file. That it cannot be read is an error of the file too.</summary>
    public static ConfigResult Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path, Utf8), path);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "is not UTF-8 text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "there is no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return Unreadable(path, "is a folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read: {e.Message}");
        }
    }

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

    private static ConfigResult Unreadable(string path, string sentence) =>
        new(null, [new ConfigError(path, default, sentence)]);
}
