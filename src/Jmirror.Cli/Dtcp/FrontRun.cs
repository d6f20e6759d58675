using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Jmirror.Network.Linux.Ssh;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// The process of the SSH front. It ends when its standard input does, that is with the emulator; signals of the
/// terminal are the emulator's business.
/// </summary>
internal static class FrontRun
{
    public static int Execute(TextReader input, TextWriter output)
    {
        using var ignored = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context => context.Cancel = true
        );
        var orders = FrontOrders.Read(input.ReadLine() ?? "");
        var report = TextWriter.Synchronized(output);
        try
        {
            using var front = new SshFront(
                SettingsOf(orders, KeysOf(orders, report), report),
                TimeProvider.System
            );
            Tell(report, FrontReport.Listening($"{front.Endpoint}"));
            while (input.ReadLine() is not null) { }
            return ExitCode.Success;
        }
        catch (SshFrontException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
    }

    private static IReadOnlyList<string> KeysOf(FrontOrders orders, TextWriter report)
    {
        if (orders.HostKeys.Count > 0)
            return orders.HostKeys;
        var made = SshHostKeys.Generate();
        foreach (var (name, pem) in made)
            Tell(report, FrontReport.HostKey(name, pem));
        return [.. made.Select(key => key.Pem)];
    }

    private static SshFrontSettings SettingsOf(
        FrontOrders orders,
        IReadOnlyList<string> hostKeys,
        TextWriter report
    ) =>
        new()
        {
            Listen = orders.Listen,
            Subsystem = orders.Subsystem,
            ConnectionLimit = orders.ConnectionLimit,
            RateLimit = orders.RateLimit,
            HostKeys = hostKeys,
            AuthorizedKeys = orders.Users.ToDictionary(
                user => user.Name,
                user => (IReadOnlyList<string>)user.AuthorizedKeys,
                StringComparer.Ordinal
            ),
            IsPassword = PasswordsOf(orders.Users),
            Connect = (user, address) => Connect(orders.Socket, user, address),
            Say = sentence => Tell(report, FrontReport.Say(sentence)),
        };

    private static Func<string, string, bool> PasswordsOf(IEnumerable<DtcpUserConfig> users)
    {
        var hashes = new Dictionary<string, PasswordHash>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            if (user.PasswordHash is { } text && PasswordHash.TryParse(text, out var hash))
                hashes.Add(user.Name, hash!);
        }
        // Checked for users that do not exist, so that time does not tell who does.
        var nobodys = PasswordHash.Create("", new byte[PasswordHash.SaltLength]);
        return (user, password) =>
            hashes.TryGetValue(user, out var hash)
                ? hash.Verifies(password)
                : nobodys.Verifies(password) && false;
    }

    private static Socket Connect(string path, string user, IPAddress address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(Encoding.UTF8.GetBytes(Preamble.Line(user, $"{address}")));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Tell(TextWriter report, string line)
    {
        report.WriteLine(line);
        report.Flush();
    }
}
