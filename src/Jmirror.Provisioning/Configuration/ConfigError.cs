namespace Jmirror.Provisioning.Configuration;

/// <summary>One mistake in a configuration file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Position">Where the offending text begins.</param>
/// <param name="Sentence">What is wrong, with the offending text and the cure.</param>
public sealed record ConfigError(string File, SourcePosition Position, string Sentence)
{
    /// <summary><c>file:line:column: sentence</c>; without line and column when the file as a whole is meant.</summary>
    public override string ToString() =>
        Position.Line == 0 ? $"{File}: {Sentence}" : $"{File}:{Position.Line}:{Position.Column}: {Sentence}";
}
