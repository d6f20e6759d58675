using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Searching;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Searching;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror find-max</c>: the highest rate that a path carries without loss.</summary>
internal static class FindMaxCommand
{
    private static readonly RateSearchSettings Defaults = new();
    private static readonly TimeSpan DefaultSettle = TimeSpan.FromMilliseconds(500);

    public static Command Create(Terminal terminal)
    {
        var mirroring = new MirroringOptionSet(
            "Where the copies go.",
            "Default: this machine's address towards the analyzer."
        );
        var receiveOn = new Option<string?>("--receive-on")
        {
            Description =
                "Count the copies that arrive on this interface of this machine, the far end of the path. Needs CAP_NET_RAW. "
                + "Example: --receive-on eth3",
            HelpName = "IFACE",
        };
        var listen = OptionKit.Value<Endpoint>(
            "--listen",
            "IP[:PORT]",
            "Count the copies that arrive at this UDP address of this machine, as an analyzer would. Port without mention: "
                + $"{OuterHeader.DefaultPort}. Example: --listen 192.0.2.100:6502",
            "an IPv4 address with or without a port (192.0.2.100:30030)",
            Endpoint.TryParse
        );
        var counter = new Option<string?>("--counter")
        {
            Description =
                "Count with a command: /bin/sh runs it before and after each trial, and it prints one whole number, the packets that "
                + "have arrived so far. Example: --counter 'ssh md1 cat /sys/class/net/eth0/statistics/rx_packets'",
            HelpName = "COMMAND",
        };
        var from = Rate(
            "--from",
            $"Lowest rate of interest, tried first. Default {Defaults.MinPps}. Example: --from 10k"
        );
        var to = Rate(
            "--to",
            $"Highest rate of interest, tried second. Default {Defaults.MaxPps}. Example: --to 2M"
        );
        var tolerance = Share(
            "--tolerance",
            "How far below the lowest rate that loses packets the found rate may be, and how far below a wanted rate the sender "
                + $"may stay. Default {Defaults.Tolerance * 100}%. Example: --tolerance 0.5%"
        );
        var maxLoss = Share(
            "--max-loss",
            "Packets that may be lost in a trial that passes. Default 0: not one. Example: --max-loss 0.01%"
        );
        var trial = OptionKit.Duration(
            "--trial",
            $"How long a trial sends; a confirmation takes twice as long. Default {Defaults.TrialDuration.TotalSeconds}s. "
                + "What buffers on the path hold does not count as lost: the longer, the less that matters. Example: --trial 30s"
        );
        var confirmations = OptionKit.Number(
            "--confirmations",
            "N",
            $"How often the found rate has to pass again. Default {Defaults.Confirmations}.",
            0,
            100
        );
        var settle = OptionKit.Duration(
            "--settle",
            "How long to wait for stragglers after a trial: until none came for this time, or with --counter just so long. "
                + $"Default {DefaultSettle.TotalMilliseconds}ms. Example: --settle 2s"
        );
        var report = new Option<string?>("--report")
        {
            Description =
                "Write a report as one HTML file that needs nothing else: the search, every trial, how it was measured. "
                + "Example: --report path.html",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "find-max",
            "Find the highest rate of mirrored packets that a path carries without loss: trials at one rate after the other, by bisection."
        );
        mirroring.AddTo(command);
        foreach (
            var option in (Option[])
                [
                    receiveOn,
                    listen,
                    counter,
                    from,
                    to,
                    tolerance,
                    maxLoss,
                    trial,
                    confirmations,
                    settle,
                    report,
                    json,
                ]
        )
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var trialDuration = OptionKit.TimeOf(parsed.GetValue(trial)) ?? Defaults.TrialDuration;
            return FindMaxRun.Execute(
                new FindMaxSettings
                {
                    Replay = mirroring.Read(parsed, new PacingOptions(null, null)) with
                    {
                        // For ever, until the trial's time is up: captures are then held in memory.
                        Loops = 0,
                    },
                    Search = new RateSearchSettings
                    {
                        MinPps = parsed.GetValue(from) ?? Defaults.MinPps,
                        MaxPps = parsed.GetValue(to) ?? Defaults.MaxPps,
                        Tolerance = parsed.GetValue(tolerance) ?? Defaults.Tolerance,
                        AllowedLoss = parsed.GetValue(maxLoss) ?? Defaults.AllowedLoss,
                        Confirmations = (int?)parsed.GetValue(confirmations) ?? Defaults.Confirmations,
                        TrialDuration = trialDuration,
                        ConfirmationDuration = 2 * trialDuration,
                    },
                    ReceiveOn = parsed.GetValue(receiveOn),
                    Listen = parsed.GetValue(listen),
                    Counter = parsed.GetValue(counter),
                    Settle = OptionKit.TimeOf(parsed.GetValue(settle)) ?? DefaultSettle,
                    Report = parsed.GetValue(report),
                    CommandLine = AsTyped(parsed),
                    Json = parsed.GetValue(json),
                },
                terminal
            );
        });
        return command;
    }

    private static Option<long?> Rate(string name, string description) =>
        OptionKit.Explained<long?>(
            name,
            "PPS",
            description,
            (string text, out long? value, out string? error) =>
            {
                value = null;
                if (!RateText.TryParse(text, PacingSchedule.MaxRate, out var rate, out error))
                    return false;
                if (rate % 1 != 0)
                    error = $"\"{text}\" is not a whole number of packets per second";
                else
                    value = (long)rate;
                return error is null;
            }
        );

    private static Option<double?> Share(string name, string description) =>
        OptionKit.Value<double>(
            name,
            "PERCENT",
            description,
            "a percentage such as 0.5%",
            (string text, out double value) =>
            {
                const double Percent = 100;
                var good = Limit.TryParse(text, out var limit) && (limit.IsPercent || limit.Value == 0);
                value = (double)limit.Value / Percent;
                return good;
            }
        );

    private static string AsTyped(ParseResult parsed) =>
        string.Join(' ', parsed.Tokens.Select(token => Quoted(token.Value)).Prepend("jmirror"));

    private static string Quoted(string word) =>
        word.Any(char.IsWhiteSpace) ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'" : word;
}
