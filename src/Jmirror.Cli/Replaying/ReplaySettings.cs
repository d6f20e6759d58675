using Jmirror.Cli.Options;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Replaying;

/// <summary>What the command line of <c>replay</c> said; null where it said nothing.</summary>
internal sealed record ReplaySettings
{
    public required IReadOnlyList<CaptureArgument> Captures { get; init; }
    public string? ConfigFile { get; init; }
    public bool All { get; init; }
    public uint? MirrorId { get; init; }
    public uint? SessionId { get; init; }
    public MedDevHandle? Handle { get; init; }
    public required WayOptions Way { get; init; }
    public Endpoint? Source { get; init; }
    public Series? Series { get; init; }
    public CopyForm? Form { get; init; }
    public byte? TimeToLive { get; init; }
    public bool NoHeader { get; init; }
    public int? Mtu { get; init; }
    public OversizeRule? Oversize { get; init; }
    public SinkEngine Engine { get; init; }
    public bool Send { get; init; }
    public IReadOnlyList<string> Writes { get; init; } = [];
    public string? Ledger { get; init; }
    public bool DryRun { get; init; }
    public required PacingOptions Pacing { get; init; }
    public ImpairOptions Impair { get; init; } = ImpairOptions.None;
    public long Loops { get; init; } = 1;
    public long LoopDelay { get; init; }
    public long? Limit { get; init; }
    public TimeSpan? Duration { get; init; }
    public int Threads { get; init; } = 1;
    public bool Json { get; init; }

    /// <summary>True when copies leave the machine, not only to files.</summary>
    public bool Sends => !DryRun && (Send || Writes.Count == 0);

    /// <summary>True when a file is read or written under another name of this command line.</summary>
    public bool NamesAnother(string file) =>
        Captures
            .Select(capture => capture.Path)
            .Concat(Writes)
            .Any(path =>
                string.Equals(Path.GetFullPath(path), Path.GetFullPath(file), StringComparison.Ordinal)
            );

    /// <summary>The first option that describes the one mirror of a replay without configuration; null when there is none.</summary>
    public string? MirrorOptionGiven =>
        All ? "--all"
        : MirrorId is not null ? "--mirror-id"
        : SessionId is not null ? "--session-id"
        : Handle is not null ? "--handle"
        : Way.Analyzer is not null ? "--analyzer"
        : Source is not null ? "--source"
        : Series is not null ? "--series"
        : Form is not null ? "--as"
        : TimeToLive is not null ? "--ttl"
        : NoHeader ? "--no-header"
        : Mtu is not null ? "--mtu"
        : Oversize is not null ? "--oversize"
        : Way.Via is not null ? "--via"
        : Way.StaticArp is not null ? "--static-arp"
        : null;
}

/// <summary>Router personality.</summary>
internal enum Series
{
    /// <summary>JUNOSe.</summary>
    E,

    /// <summary>Junos.</summary>
    Mx,
}

/// <summary>A capture to read, <c>FILE</c> or <c>INTERFACE=FILE</c>.</summary>
/// <param name="Path">The file; "-" is standard input.</param>
/// <param name="Interface">The capture interface it stands for; null to take the name from the file.</param>
internal sealed record CaptureArgument(string Path, string? Interface)
{
    /// <summary>Reads the argument; a name with a slash before the equals sign is a path.</summary>
    public static CaptureArgument Parse(string text)
    {
        var equals = text.IndexOf('=');
        return equals <= 0 || text.AsSpan(0, equals).Contains('/') || File.Exists(text)
            ? new CaptureArgument(text, null)
            : new CaptureArgument(text[(equals + 1)..], text[..equals]);
    }
}
