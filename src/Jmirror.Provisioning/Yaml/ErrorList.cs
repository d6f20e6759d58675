using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Yaml;

/// <summary>Collects the mistakes of one file.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<ConfigError> _errors = [];

    /// <summary>
    /// Grows whenever something could not be read, be it a new mistake or one noted before. Two readings of this
    /// number tell whether what was read between them is whole.
    /// </summary>
    public int Faults { get; private set; }

    /// <summary>Notes one mistake.</summary>
    public void Add(SourcePosition position, string sentence)
    {
        _errors.Add(new ConfigError(file, position, sentence));
        Faults++;
    }

    /// <summary>Notes that a key stands in a mapping for the second time.</summary>
    public void AddRepeated(SourcePosition position, string key, SourcePosition first) =>
        Add(position, $"{Wording.Quote(key)} was given before, in line {first.Line}: keep one of them");

    /// <summary>Passes over something whose mistake was noted before.</summary>
    public void PassOver() => Faults++;

    /// <summary>All mistakes in the order of the file, each once.</summary>
    public IReadOnlyList<ConfigError> Sorted() =>
        [.. _errors.Distinct().OrderBy(error => error.Position.Line).ThenBy(error => error.Position.Column)];
}
