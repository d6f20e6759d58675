using Jmirror.Cli.Options;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Searching;

/// <summary>Opens the one counter that the command line asks for.</summary>
internal static class ArrivalCounters
{
    /// <exception cref="CommandException">
    /// The receiver cannot be opened, the copies cannot be told from other traffic, or the counter command does not count.
    /// </exception>
    public static IArrivalCounter Open(FindMaxSettings settings, MirrorPlan plan)
    {
        if (settings.Counter is { } command)
            return OpenCommand(command);
        if (plan.Mirrors.Any(mirror => mirror.Header is null))
            throw new CommandException(
                "copies without mirror header look like any other traffic to a receiver: count them with --counter"
            );
        try
        {
            return settings.ReceiveOn is { } name
                ? Receive(
                    $"--receive-on {name}",
                    PacketRingSource.Open(new PacketRingOptions(name), new CaptureInterfaces()),
                    plan,
                    []
                )
                : Listen(settings.Listen!.Value, plan);
        }
        catch (SourceUnavailableException failure)
        {
            var cure = failure.Cure is null ? "" : $"; try: {failure.Cure}";
            throw new CommandException(
                $"{(settings.ReceiveOn is null ? "--listen" : "--receive-on")}: {failure.Message}{cure}",
                ExitCode.Environment
            );
        }
    }

    // One reading before anything is sent: a command that cannot count is found out at once.
    private static CommandCounter OpenCommand(string command)
    {
        try
        {
            var counter = new CommandCounter(command);
            counter.Begin(CancellationToken.None);
            return counter;
        }
        catch (ArrivalsUnknownException failure)
        {
            throw new CommandException($"--counter: {failure.Message}");
        }
    }

    private static ReceivingCounter Listen(Endpoint endpoint, MirrorPlan plan)
    {
        var port = endpoint.Port ?? OuterHeader.DefaultPort;
        return Receive(
            $"--listen {endpoint.Address}:{port}",
            UdpReceiveSource.Open(
                new UdpReceiveOptions(endpoint.Address, port) { TellTimeToLive = false },
                new CaptureInterfaces()
            ),
            plan,
            [port]
        );
    }

    private static ReceivingCounter Receive(
        string name,
        ILiveSource source,
        MirrorPlan plan,
        HashSet<ushort> ports
    )
    {
        ports.UnionWith(plan.Mirrors.Select(mirror => mirror.Outer.DestinationPort));
        return new ReceivingCounter(name, source, ports, plan.Mirrors.Select(mirror => mirror.Header!.Value));
    }
}
