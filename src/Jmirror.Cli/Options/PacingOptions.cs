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
    private readonly Option<PacingSchedule?>[] _programmes =
    [
        OptionOf(
            RateProgramme.Multiplier,
            "X",
            "Original timing, X times as fast. Default when sending: 1. Example: --multiplier 2.5"
        ),
        OptionOf(
            RateProgramme.Pps,
            "N",
            "Copies per second; fractions and k, M too. Example: --pps 1.5, --pps 500k"
        ),
        OptionOf(
            RateProgramme.Mbps,
            "N",
            "Millions of bits per second of outer IP datagrams, link headers not counted. Example: --mbps 100"
        ),
        OptionOf(
            RateProgramme.Ramp,
            "LEGS",
            "A programme of rates: FROM:TO:TIME is a straight line, RATE@TIME a step; the last rate is kept. "
                + "Example: --ramp 1k:100k:60s,100k@5m"
        ),
        OptionOf(
            RateProgramme.Pulse,
            "HIGH:LOW:ON:OFF",
            "Bursts, again and again: HIGH copies per second for the time ON, then LOW (0 is allowed) for the time OFF. "
                + "Example: --pulse 100k:1k:1s:9s"
        ),
        OptionOf(
            RateProgramme.Daily,
            "PEAK[:DAY]",
            "The curve of a residential day, again and again: from 70 percent of PEAK copies per second at midnight over "
                + "28 before dawn to PEAK at 21 o'clock. DAY is how long a day takes. Default: 24h. Example: --daily 50k:10m"
        ),
    ];
    private readonly Option<bool> _topSpeed = new($"--{RateProgrammeText.NameOf(RateProgramme.TopSpeed)}")
    {
        Description = "As fast as the way out takes them.",
    };
    private readonly Option<uint?> _burst = OptionKit.Number(
        "--burst",
        "N",
        "Most copies back to back when several are due. Default: what is due within 100 microseconds.",
        1,
        int.MaxValue
    );

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[.. _programmes, _topSpeed, _burst])
            command.Options.Add(option);
    }

    /// <exception cref="CommandException">More than one rate.</exception>
    public PacingOptions Read(ParseResult parsed)
    {
        var schedules = new List<PacingSchedule>();
        foreach (var option in _programmes)
        {
            if (parsed.GetValue(option) is { } schedule)
                schedules.Add(schedule);
        }
        if (parsed.GetValue(_topSpeed))
            schedules.Add(PacingSchedule.TopSpeed);
        if (schedules.Count > 1)
        {
            throw new CommandException(
                $"{string.Join(", ", _programmes.Select(option => option.Name))} and {_topSpeed.Name} exclude each other: give one"
            );
        }
        return new PacingOptions(schedules.FirstOrDefault(), (int?)parsed.GetValue(_burst));
    }

    private static Option<PacingSchedule?> OptionOf(
        RateProgramme programme,
        string placeholder,
        string description
    ) =>
        OptionKit.Explained<PacingSchedule>(
            $"--{RateProgrammeText.NameOf(programme)}",
            placeholder,
            description,
            (string text, out PacingSchedule? value, out string? error) =>
                RateProgrammeText.TryParse(programme, text, out value, out error)
        );
}
