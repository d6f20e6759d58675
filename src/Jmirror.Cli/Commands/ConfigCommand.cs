using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Output;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Rules;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror config</c>: everything about configuration files short of using them.</summary>
internal static class ConfigCommand
{
    public static Command Create(Terminal terminal) =>
        new("config", "Check, explain and start configuration files.")
        {
            Check(terminal),
            Explain(terminal),
            Init(terminal),
            Schema(terminal),
        };

    private static Command Check(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Configuration files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "check",
            "Say what is wrong with configuration files: all mistakes, each as file:line:column."
        )
        {
            files,
            json,
        };
        command.SetAction(parsed =>
        {
            var results = parsed
                .GetRequiredValue(files)
                .Select(file => (File: file, Result: ConfigFile.Load(file)))
                .ToList();
            var isJson = parsed.GetValue(json);
            var texts = isJson ? terminal.Error : terminal.Out;
            foreach (var (file, result) in results)
            {
                if (result.Config is { } config)
                {
                    texts.WriteLine($"{file}: good: {Contents(config)}");
                    foreach (var hint in ConfigHints.Of(config, file))
                        terminal.Error.WriteLine(hint);
                }
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
        var file = new Argument<string>("FILE") { Description = "A configuration file." };
        var command = new Command(
            "explain",
            "Print what a configuration file means: every value in effect, and where it comes from."
        )
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var result = ConfigFile.Load(parsed.GetRequiredValue(file));
            ConfigExplainer.Write(
                result.Config ?? throw new ConfigurationException(result.Errors),
                terminal.Out
            );
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Init(Terminal terminal)
    {
        var command = new Command(
            "init",
            "Print a configuration file to start from, with every key explained: jmirror config init > lab.yaml"
        );
        command.SetAction(_ =>
        {
            ConfigSchema.WriteStarter(terminal.Out);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Schema(Terminal terminal)
    {
        var command = new Command(
            "schema",
            "Print the JSON Schema of configuration files, for editors: jmirror config schema > jmirror.schema.json"
        );
        command.SetAction(_ =>
        {
            ConfigSchema.WriteJsonSchema(terminal.OutBytes);
            return ExitCode.Success;
        });
        return command;
    }

    private static string Contents(EmulatorConfig config) =>
        string.Join(
            ", ",
            Count(config.Mirrors.Count, "mirror"),
            Count(config.Analyzers.Count, "analyzer"),
            config.Policies.Count == 1 ? "1 policy" : $"{config.Policies.Count} policies",
            Count(config.Subscribers.Count, "subscriber")
        );

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
