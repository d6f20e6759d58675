using System.CommandLine;

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
}
