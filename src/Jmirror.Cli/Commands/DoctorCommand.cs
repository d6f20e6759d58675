using System.CommandLine;
using Jmirror.Cli.Diagnosing;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror doctor</c>: what works on this machine, and the command that mends what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var way = new WayOptionSet(
            "Try the engines towards this analyzer; nothing is sent to it. Default 127.0.0.1."
        );
        var json = CommonOptions.Json();
        var command = new Command(
            "doctor",
            "Say which privileges, interfaces and engines work here, and how to mend those that do not."
        )
        {
            json,
        };
        way.AddTo(command);
        command.SetAction(parsed =>
        {
            var diagnosis = Diagnosis.Make(way.Read(parsed));
            DiagnosisText.Write(diagnosis, parsed.GetValue(json) ? terminal.Error : terminal.Out);
            if (parsed.GetValue(json))
                DiagnosisJson.Write(diagnosis, terminal.OutBytes);
            return diagnosis.Engines.Any(engine => engine.IsAvailable)
                ? ExitCode.Success
                : ExitCode.Environment;
        });
        return command;
    }
}
