using System.CommandLine;
using System.CommandLine.Parsing;
using Jmirror.Engine.Impairing;

namespace Jmirror.Cli.Options;

/// <summary>What the command line said about faults to put in.</summary>
/// <param name="Impairments">In the order in which they were given; none: copies are sent as they are.</param>
/// <param name="Seed">Decides which copies are hit.</param>
internal sealed record ImpairOptions(IReadOnlyList<Impairment> Impairments, ulong Seed)
{
    /// <summary>No faults.</summary>
    public static ImpairOptions None { get; } = new([], ImpairOptionSet.DefaultSeed);
}

/// <summary>The options that put faults into copies on purpose, the same in every command that makes copies.</summary>
/// <param name="ownSeed">False where the command has a seed for everything.</param>
internal sealed class ImpairOptionSet(bool ownSeed = true)
{
    public const ulong DefaultSeed = 1;

    private const string Name = "--impair";

    private readonly Option<Impairment[]?> _impair = new(Name)
    {
        Description =
            "Put a fault into this share of the copies, of all mirrors or of some; may be given more than once. FAULT is one of "
            + $"{FaultKinds.AllNames}. KEY: reorder window=8, patience=100ms; delay time=10ms, jitter=0; truncate keep=BYTES "
            + "(default: drawn); corrupt bits=1; inner-*, outer-*, oversize length=BYTES of the largest fragment (default: halves; "
            + "oversize: 1500). Default none. Example: --impair loss=1% --impair delay=100%:time=20ms:jitter=5ms@0x300,16-31",
        HelpName = "FAULT=SHARE[:KEY=VALUE...][@MIRRORS]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = Parse,
    };
    private readonly Option<ulong?> _seed = OptionKit.Value<ulong>(
        "--seed",
        "N",
        $"What decides by chance: the same seed chooses the same copies again. Default {DefaultSeed}. Example: --seed 42",
        "a whole number from 0",
        (string text, out ulong value) =>
            ulong.TryParse(
                text,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out value
            )
    );

    public void AddTo(Command command)
    {
        command.Options.Add(_impair);
        if (ownSeed)
            command.Options.Add(_seed);
    }

    /// <exception cref="CommandException">Shares that exceed the whole.</exception>
    public ImpairOptions Read(ParseResult parsed)
    {
        var impairments = parsed.GetValue(_impair) ?? [];
        if (ImpairmentRules.CheckTogether(impairments) is { } error)
            throw new CommandException($"{Name}: {error}");
        return new ImpairOptions(impairments, (ownSeed ? parsed.GetValue(_seed) : null) ?? DefaultSeed);
    }

    private static Impairment[] Parse(ArgumentResult result)
    {
        var impairments = new List<Impairment>();
        foreach (var token in result.Tokens)
        {
            if (ImpairmentText.TryParse(token.Value, out var impairment, out var error))
                impairments.Add(impairment);
            else
                result.AddError($"{Name}: {error}");
        }
        return [.. impairments];
    }
}
