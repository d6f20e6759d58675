using System.CommandLine;

namespace Jmirror.Cli.Controlling;

/// <summary>The options of <c>mirrors add</c>: keys of the configuration, or a file with them.</summary>
internal sealed class MirrorOptionSet
{
    private readonly Option<KeyValuePair<string, string>[]?> _trigger = ControlArguments.KeyValues(
        "--trigger",
        "What selects the traffic, with a key of the configuration; may be repeated, and all must fit. Example: --trigger username=alice@isp.example"
    );

    private readonly Option<string?>[] _keys =
    [
        Key("analyzer", "NAME", "Analyzer of the configuration that gets the copies. Example: md1"),
        Key("policy", "NAME", "Policy of the configuration, in place of --analyzer. Example: voip"),
        Key("handle", "HEX", "Med-Dev-Handle: mirror id and session id. Example: 0x0000030000000090"),
        Key("mirror-id", "N", "Mirror id, with --session-id in place of --handle. Example: 768"),
        Key("session-id", "N", "Session id, or from-accounting. Example: 144"),
        Key("header", "none", "none: bare copies (E Series). Example: none"),
    ];

    private readonly Option<string?> _file = new("--file")
    {
        HelpName = "FILE",
        Description =
            "Mirrors as the configuration writes them, one or a list, YAML or JSON, in place of the other options; - reads standard input. Example: mirrors.yaml",
    };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Symbol> All => [_trigger, .. _keys, _file];

    /// <summary>What they say, as a request's body.</summary>
    public string BodyOf(ParseResult parsed)
    {
        var trigger = parsed.GetValue(_trigger) ?? [];
        var keys = _keys
            .Select(option => KeyValuePair.Create(option.Name[2..], parsed.GetValue(option)))
            .ToList();
        var isSaid = trigger.Length > 0 || keys.Exists(key => key.Value is not null);
        if (parsed.GetValue(_file) is { } file)
        {
            return isSaid
                ? throw new CommandException("--file says all of the mirror: leave the other options out")
                : MirrorBody.OfFile(file);
        }
        return isSaid
            ? MirrorBody.Of(trigger, keys)
            : throw new CommandException("say which mirror: --trigger and --analyzer, or --file");
    }

    private static Option<string?> Key(string name, string placeholder, string description) =>
        new($"--{name}") { HelpName = placeholder, Description = description };
}
