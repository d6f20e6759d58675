using System.CommandLine;
using System.Security.Cryptography;
using Jmirror.Cli.Dtcp;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror dtcp</c>: tasks a router, ours or Juniper's, and what the service of <c>run</c> needs besides.</summary>
internal static class DtcpCommand
{
    public static Command Create(Terminal terminal) =>
        new(
            "dtcp",
            "Task a router by DTCP over SSH: add, delete and list triggers without computing digests."
        )
        {
            DtcpRequestCommands.Add(terminal),
            DtcpRequestCommands.Delete(terminal),
            DtcpRequestCommands.List(terminal),
            DtcpRequestCommands.Enable(terminal),
            DtcpRequestCommands.Disable(terminal),
            Password(terminal),
            Pipe(terminal),
            Front(terminal),
        };

    private static Command Password(Terminal terminal)
    {
        var command = new Command(
            "password",
            "Print the hash of a password for the configuration. The password is read from standard input: "
                + "echo -n secret | jmirror dtcp password"
        );
        command.SetAction(_ =>
        {
            if (!Console.IsInputRedirected)
                terminal.Error.Write("password (shown while you type): ");
            if (Console.In.ReadLine() is not { Length: > 0 } password)
                throw new CommandException("a password is needed on standard input");
            var salt = RandomNumberGenerator.GetBytes(PasswordHash.SaltLength);
            terminal.Out.WriteLine(PasswordHash.Create(password, salt));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Pipe(Terminal terminal)
    {
        var socket = new Option<string>("--socket")
        {
            Description =
                $"Unix socket of the service (dtcp: transport: socket). Default {DtcpConfig.DefaultSocket}.",
            DefaultValueFactory = _ => DtcpConfig.DefaultSocket,
            HelpName = "PATH",
        };
        var command = new Command(
            "pipe",
            "Be the subsystem of another SSH server. In sshd_config: Subsystem flow-tap-dtcp /usr/bin/jmirror dtcp pipe"
        )
        {
            socket,
        };
        command.SetAction(parsed =>
            PipeRun.Execute(
                parsed.GetValue(socket)!,
                Console.OpenStandardInput(),
                Console.OpenStandardOutput()
            )
        );
        return command;
    }

    // For the emulator itself: SSH in a process of its own.
    private static Command Front(Terminal terminal)
    {
        var command = new Command("front", "Be the SSH server of a run.") { Hidden = true };
        command.SetAction(_ => FrontRun.Execute(Console.In, terminal.Out));
        return command;
    }
}
