using System.CommandLine;
using System.Globalization;
using Jmirror.Cli.Options;
using Jmirror.Cli.Output;
using Jmirror.Cli.Scenarios;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Scenarios;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror scenario</c>: a test from traffic to verdict in one file.</summary>
internal static class ScenarioCommand
{
    public static Command Create(Terminal terminal) =>
        new(
            "scenario",
            "Run a scenario file, from synthetic traffic to a verdict; check and explain such files."
        )
        {
            Run(terminal),
            Check(terminal),
            Explain(terminal),
            Schema(terminal),
        };

    private static Command Run(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A scenario file." };
        var analyzer = OptionKit.Value<Endpoint>(
            "--analyzer",
            "IP[:PORT]",
            "Where copies go instead: a device under test. Example: --analyzer 192.0.2.100:30030",
            "an IPv4 address with or without a port (192.0.2.100:30030)",
            Endpoint.TryParse
        );
        var listen = OptionKit.Value<Endpoint>(
            "--listen",
            "IP[:PORT]",
            "Where our receiver listens. Without an analyzer it does so on loopback. Example: --listen 192.0.2.100:30030",
            "an IPv4 address with or without a port (192.0.2.100:30030)",
            Endpoint.TryParse
        );
        var receiveOn = new Option<string?>("--receive-on")
        {
            Description = "Interface on which our receiver captures instead. Example: --receive-on eth3",
            HelpName = "IFACE",
        };
        var seed = OptionKit.Value<ulong>(
            "--seed",
            "N",
            "Another seed than the file's: other bytes of the same kind. Example: --seed 7",
            "a whole number from 0",
            (string text, out ulong value) =>
                ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        );
        var duration = OptionKit.Explained<string>(
            "--duration",
            "TIME",
            "Generate for this long instead. Example: --duration 1m",
            (string text, out string? value, out string? error) =>
            {
                value = text;
                return DurationText.TryParse(text, out _, out error);
            }
        );
        var junit = new Option<string?>("--junit")
        {
            Description = "Write all checks as JUnit XML, for CI systems. Example: --junit smoke.xml",
            HelpName = "FILE",
        };
        var report = new Option<string?>("--report")
        {
            Description =
                "Write a report as one HTML file that needs nothing else. Example: --report smoke.html",
            HelpName = "FILE",
        };
        var keep = new Option<string?>("--keep")
        {
            Description =
                "Keep the ledger, the receiver's report and what each command said in this folder. Example: --keep smoke",
            HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Run a scenario: receiver, router under test if it has one, subscribers; then one verdict."
        )
        {
            file,
            analyzer,
            listen,
            receiveOn,
            seed,
            duration,
            junit,
            report,
            keep,
            json,
        };
        command.SetAction(parsed =>
        {
            var settings = new ScenarioSettings
            {
                File = parsed.GetRequiredValue(file),
                Analyzer = parsed.GetValue(analyzer),
                Listen = parsed.GetValue(listen),
                ReceiveOn = parsed.GetValue(receiveOn),
                Seed = parsed.GetValue(seed),
                Duration = parsed.GetValue(duration),
                JUnit = parsed.GetValue(junit),
                Report = parsed.GetValue(report),
                Keep = parsed.GetValue(keep),
                Json = parsed.GetValue(json),
            };
            if (settings is { Listen: not null, ReceiveOn: not null })
                throw new CommandException(
                    "the receiver is at one place: give --listen IP[:PORT] or --receive-on IFACE"
                );
            return ScenarioRun.Execute(settings, terminal);
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Scenario files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "check",
            "Say what is wrong with scenario files: all mistakes, each as file:line:column."
        )
        {
            files,
            json,
        };
        command.SetAction(parsed =>
        {
            var results = parsed
                .GetRequiredValue(files)
                .Select(file => (File: file, Result: ScenarioFile.Load(file)))
                .ToList();
            var isJson = parsed.GetValue(json);
            foreach (var (file, result) in results)
            {
                if (result.Config is { } scenario)
                    (isJson ? terminal.Error : terminal.Out).WriteLine($"{file}: good: {Contents(scenario)}");
            }
            var errors = results.SelectMany(one => one.Result.Errors).ToList();
            if (isJson)
                ConfigErrorsJson.Write(errors, terminal.OutBytes);
            return errors.Count == 0 ? ExitCode.Success : throw new ConfigurationException(errors);
        });
        return command;
    }

    private static Command Explain(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A scenario file." };
        var command = new Command(
            "explain",
            "Print what a scenario file means: every value in effect, and where it comes from."
        )
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var result = ScenarioFile.Load(parsed.GetRequiredValue(file));
            if (result.Config is null)
                throw new ConfigurationException(result.Errors);
            ScenarioExplainer.Write(result, terminal.Out);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Schema(Terminal terminal)
    {
        var command = new Command(
            "schema",
            "Print the JSON Schema of scenario files, for editors: jmirror scenario schema > scenario.schema.json"
        );
        command.SetAction(_ =>
        {
            ScenarioJsonSchema.Write(terminal.OutBytes);
            return ExitCode.Success;
        });
        return command;
    }

    private static string Contents(ScenarioConfig scenario) =>
        $"{scenario.Traffic.Population.Count} subscribers, {scenario.Traffic.Population.Mirrored} of them mirrored";
}
