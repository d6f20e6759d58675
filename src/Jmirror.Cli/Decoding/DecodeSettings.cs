namespace Jmirror.Cli.Decoding;

/// <summary>What the command line of <c>decode</c> said.</summary>
/// <param name="Captures">Files to read.</param>
/// <param name="Ports">Destination ports that carry mirrored packets; null to recognise them on any port.</param>
/// <param name="Write">Where the mirrored packets go without their headers; null for nowhere.</param>
/// <param name="Json">JSON lines instead of text.</param>
internal sealed record DecodeSettings(
    IReadOnlyList<string> Captures,
    IReadOnlySet<ushort>? Ports,
    string? Write,
    bool Json
);
