using System.CommandLine;
using System.Globalization;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Options;

/// <summary>What the command line said about what must arrive, and where the verdict goes.</summary>
/// <param name="Ledger">What the sender recorded; null for nothing.</param>
/// <param name="Clock">How the clocks relate; null for the default.</param>
/// <param name="Expectation">What is checked.</param>
/// <param name="JUnit">File for the verdict as JUnit XML; null for nowhere.</param>
/// <param name="Report">File for the HTML report; null for nowhere.</param>
internal sealed record VerdictOptions(
    string? Ledger,
    ClockRelation? Clock,
    Expectation Expectation,
    string? JUnit,
    string? Report
);

/// <summary>The options of the verdict, the same in every command that receives.</summary>
internal sealed class VerdictOptionSet
{
    private readonly Option<ExpectedMirror[]?> _mirrors = OptionKit.Repeated<ExpectedMirror>(
        "--expect-mirror",
        "ID[/SESSION][@SOURCE]",
        "A mirror that must be seen; may be given more than once. Example: --expect-mirror 0x300/144@192.0.2.1",
        "a mirror id, with /SESSION and @SOURCE where they matter",
        TryParseMirror
    );
    private readonly Option<bool> _nothingElse = new("--nothing-else")
    {
        Description =
            "Only the expected mirrors may be seen, or without any those of the ledger; and no undecodable datagram.",
    };
    private readonly Option<bool> _bothDirections = new("--both-directions")
    {
        Description = "Every stream must show packets to and from its subscriber, by their inner addresses.",
    };
    private readonly Option<bool> _byteExact = new("--byte-exact")
    {
        Description = "Every packet must be, byte for byte, one that was sent on its mirror.",
    };
    private readonly Option<Limit?> _loss = Limited("--max-loss", "never arrive");
    private readonly Option<Limit?> _reordered = Limited("--max-reordered", "arrive behind later ones");
    private readonly Option<Limit?> _duplicates = Limited("--max-duplicates", "arrive once more");
    private readonly Option<Limit?> _corrupted = Limited("--max-corrupted", "arrive altered or shortened");
    private readonly Option<Limit?> _misdirected = Limited(
        "--max-misdirected",
        "arrive under the name of another stream"
    );
    private readonly Option<Limit?> _foreign = Limited("--max-foreign", "arrive though nobody sent them");
    private readonly Option<LatencyLimit[]?> _latencies = OptionKit.Repeated<LatencyLimit>(
        "--max-latency",
        "PERCENTILE=TIME",
        "How slow so many percent of the packets may be; may be given more than once. Needs a shared clock. "
            + "Example: --max-latency 99=5ms --max-latency 100=50ms",
        "a percentile from 0 to 100 and a time, such as 99.9=5ms",
        TryParseLatency
    );
    private readonly Option<ClockRelation?> _clock = OptionKit.Word<ClockRelation>(
        "--clock",
        "shared: sender and receiver read one clock, or clocks synchronised to a few milliseconds, so that latency is measured; "
            + "apart: they do not. Default shared when listening, apart when reading captures."
    );
    private readonly Option<string?> _junit = new("--junit")
    {
        Description = "Write the verdict as JUnit XML, for CI systems. Example: --junit mirror.xml",
        HelpName = "FILE",
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write a report as one HTML file that needs nothing else. Example: --report run.html",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [
                    _mirrors,
                    _nothingElse,
                    _bothDirections,
                    _byteExact,
                    _loss,
                    _reordered,
                    _duplicates,
                    _corrupted,
                    _misdirected,
                    _foreign,
                    _latencies,
                    _clock,
                    _junit,
                    _report,
                ]
        )
            command.Options.Add(option);
    }

    /// <exception cref="CommandException">Something was asked that only a ledger can tell.</exception>
    public VerdictOptions Read(ParseResult parsed, string? ledger)
    {
        Option[] needLedger =
        [
            _byteExact,
            _loss,
            _reordered,
            _duplicates,
            _corrupted,
            _misdirected,
            _foreign,
            _latencies,
        ];
        if (
            ledger is null
            && needLedger.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })
                is { } given
        )
            throw new CommandException($"{given.Name} needs what the sender recorded: --expect LEDGER");
        // With a ledger, whatever is not allowed is a fault.
        Limit? LimitOf(Option<Limit?> option) =>
            parsed.GetValue(option) ?? (ledger is null ? null : Limit.None);
        return new VerdictOptions(
            ledger,
            parsed.GetValue(_clock),
            new Expectation
            {
                Mirrors = parsed.GetValue(_mirrors) ?? [],
                NothingElse = parsed.GetValue(_nothingElse),
                BothDirections = parsed.GetValue(_bothDirections),
                ByteExact = parsed.GetValue(_byteExact),
                MaxLoss = LimitOf(_loss),
                MaxReordered = LimitOf(_reordered),
                MaxDuplicates = LimitOf(_duplicates),
                MaxCorrupted = LimitOf(_corrupted),
                MaxMisdirected = LimitOf(_misdirected),
                MaxForeign = LimitOf(_foreign),
                MaxLatencies = parsed.GetValue(_latencies) ?? [],
            },
            parsed.GetValue(_junit),
            parsed.GetValue(_report)
        );
    }

    private static Option<Limit?> Limited(string name, string what) =>
        OptionKit.Value<Limit>(
            name,
            "N|N%",
            $"How many packets may {what}: a number, or a share of those sent. Default 0 with a ledger. Example: {name} 0.1%",
            "a whole number, or a percentage from 0% to 100%",
            (string text, out Limit limit) => Limit.TryParse(text, out limit)
        );

    private static bool TryParseMirror(string text, out ExpectedMirror mirror)
    {
        mirror = new ExpectedMirror(0);
        var at = text.IndexOf('@');
        Ipv4Address? source = null;
        if (at >= 0)
        {
            if (!Ipv4Address.TryParse(text.AsSpan(at + 1), out var address))
                return false;
            source = address;
        }
        var ids = (at < 0 ? text : text[..at]).Split('/');
        uint? session = null;
        if (ids.Length > 2 || !OptionKit.TryParseNumber(ids[0], out var id) || id > MirrorHeader.MaxMirrorId)
            return false;
        if (ids.Length == 2)
        {
            if (!OptionKit.TryParseNumber(ids[1], out var number))
                return false;
            session = number;
        }
        mirror = new ExpectedMirror(id, session, source);
        return true;
    }

    private static bool TryParseLatency(string text, out LatencyLimit limit)
    {
        limit = default;
        var parts = text.Split('=');
        if (
            parts.Length != 2
            || !double.TryParse(
                parts[0],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percentile
            )
            || percentile > 100
            || !DurationText.TryParse(parts[1], out var nanoseconds, out _)
        )
            return false;
        limit = new LatencyLimit(percentile, nanoseconds);
        return true;
    }
}
