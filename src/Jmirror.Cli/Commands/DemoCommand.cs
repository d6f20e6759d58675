using System.CommandLine;
using Jmirror.Cli.Demo;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror demo</c>: the main job on data that comes with the program.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var write = new Option<string>("--write")
        {
            Description =
                "Where the mirrored datagrams are written as well. Default: jmirror-demo.pcap in the folder for temporary files.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "jmirror-demo.pcap"),
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "demo",
            "Show the main job in a second: learn twenty subscribers from their logins, mirror two over loopback, check every copy. No privileges."
        )
        {
            write,
            json,
        };
        command.SetAction(parsed =>
            DemoRun.Execute(parsed.GetRequiredValue(write), parsed.GetValue(json), terminal)
        );
        return command;
    }
}
