using System.CommandLine;
using Jmirror.Engine.Matching;

namespace Jmirror.Cli.Options;

/// <summary>Options that mean the same in every command.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() =>
        new("--json")
        {
            Description =
                "Print one JSON document on standard output at the end; human text then goes to standard error.",
        };

    public static Option<bool> Send() =>
        new("--send") { Description = "Send although --write is given: the files then hold what was sent." };

    /// <param name="what">What is counted, in the plural.</param>
    public static Option<long?> Limit(string what) =>
        OptionKit.Value<long>(
            "--limit",
            "N",
            $"End after N {what}. Example: --limit 1000",
            "a whole number from 1",
            (string text, out long value) => long.TryParse(text, out value) && value > 0
        );

    public static Option<uint?> Mtu() =>
        OptionKit.Number(
            "--mtu",
            "BYTES",
            $"Largest IP datagram on the way to the analyzer. Default {MirrorDefinition.DefaultMtu}.",
            MirrorDefinition.MinimumMtu,
            ushort.MaxValue
        );

    public static Option<OversizeRule?> Oversize() =>
        OptionKit.Word<OversizeRule>(
            "--oversize",
            "Copies above the MTU: fragment (outer IPv4 fragments), drop (and count), send (whole). Default fragment."
        );
}
