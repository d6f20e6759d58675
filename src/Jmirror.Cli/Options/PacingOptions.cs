using System.CommandLine;
using Jmirror.Engine.Pacing;

namespace Jmirror.Cli.Options;

/// <summary>What the command line said about the rate.</summary>
/// <param name="Schedule">The one rate option that was given; null when there was none.</param>
/// <param name="Burst">Most copies back to back; null for the default.</param>
internal sealed record PacingOptions(PacingSchedule? Schedule, int? Burst)
{
    /// <summary>How far departures may bunch together.</summary>
    public PacingLimits Limits => PacingLimits.Default with { BurstCopies = Burst };
}

/// <summary>The rate options, the same in every command that sends.</summary>
internal sealed class PacingOptionSet
{
    private readonly Option<decimal?> _multiplier = OptionKit.Explained<decimal?>(
        "--multiplier",
        "X",
        "Original timing, X times as fast. Default when sending: 1. Example: --multiplier 2.5",
        (string text, out decimal? value, out string? error) =>
            TryParseRate(text, PacingSchedule.MaxRate, out value, out error)
    );
    private readonly Option<decimal?> _pps = OptionKit.Explained<decimal?>(
        "--pps",
        "N",
        "Copies per second; fractions and k, M too. Example: --pps 1.5, --pps 500k",
        (string text, out decimal? value, out string? error) =>
            TryParseRate(text, PacingSchedule.MaxRate, out value, out error)
    );
    private readonly Option<decimal?> _mbps = OptionKit.Explained<decimal?>(
        "--mbps",
        "N",
        "Millions of bits per second of outer IP datagrams, link headers not counted. Example: --mbps 100",
        (string text, out decimal? value, out string? error) =>
            TryParseRate(text, PacingSchedule.MaxMegabits, out value, out error)
    );
    private readonly Option<bool> _topSpeed = new("--top-speed")
    {
        Description = "As fast as the way out takes them.",
    };
    private readonly Option<PacingSchedule?> _ramp = OptionKit.Explained<PacingSchedule>(
        "--ramp",
        "LEGS",
        "A programme of rates: FROM:TO:TIME is a straight line, RATE@TIME a step; the last rate is kept. "
            + "Example: --ramp 1k:100k:60s,100k@5m",
        (string text, out PacingSchedule? value, out string? error) =>
            RampText.TryParse(text, out value, out error)
    );
    private readonly Option<uint?> _burst = OptionKit.Number(
        "--burst",
        "N",
        "Most copies back to back when several are due. Default: what is due within 100 microseconds.",
        1,
        int.MaxValue
    );

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_multiplier, _pps, _mbps, _topSpeed, _ramp, _burst])
            command.Options.Add(option);
    }

    /// <exception cref="CommandException">More than one rate.</exception>
    public PacingOptions Read(ParseResult parsed)
    {
        var schedules = new List<PacingSchedule>();
        if (parsed.GetValue(_multiplier) is { } multiplier)
            schedules.Add(PacingSchedule.OriginalTiming(multiplier));
        if (parsed.GetValue(_pps) is { } pps)
            schedules.Add(PacingSchedule.CopiesPerSecond(pps));
        if (parsed.GetValue(_mbps) is { } mbps)
            schedules.Add(PacingSchedule.MegabitsPerSecond(mbps));
        if (parsed.GetValue(_topSpeed))
            schedules.Add(PacingSchedule.TopSpeed);
        if (parsed.GetValue(_ramp) is { } ramp)
            schedules.Add(ramp);
        if (schedules.Count > 1)
            throw new CommandException(
                "--multiplier, --pps, --mbps, --top-speed and --ramp exclude each other: give one"
            );
        return new PacingOptions(schedules.FirstOrDefault(), (int?)parsed.GetValue(_burst));
    }

    private static bool TryParseRate(string text, decimal max, out decimal? value, out string? error)
    {
        var good = RateText.TryParse(text, max, out var rate, out error);
        value = good ? rate : null;
        return good;
    }
}
