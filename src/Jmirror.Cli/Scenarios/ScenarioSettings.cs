using Jmirror.Cli.Options;

namespace Jmirror.Cli.Scenarios;

/// <summary>What the command line of <c>scenario run</c> said; null where it said nothing.</summary>
internal sealed record ScenarioSettings
{
    /// <summary>The scenario file.</summary>
    public required string File { get; init; }

    /// <summary>Where copies go instead.</summary>
    public Endpoint? Analyzer { get; init; }

    /// <summary>Where our receiver listens.</summary>
    public Endpoint? Listen { get; init; }

    /// <summary>Interface on which our receiver captures.</summary>
    public string? ReceiveOn { get; init; }
    public ulong? Seed { get; init; }

    /// <summary>As it was written: it goes on to <c>generate</c>.</summary>
    public string? Duration { get; init; }
    public string? JUnit { get; init; }
    public string? Report { get; init; }

    /// <summary>Folder for everything that is written on the way.</summary>
    public string? Keep { get; init; }
    public bool Json { get; init; }

    /// <summary>The program whose commands are started: our own.</summary>
    public string Program { get; init; } = OwnProgram.Path;
}
