using System.Net.NetworkInformation;
using System.Net.Sockets;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;

namespace Jmirror.Cli.Replaying;

/// <summary>An analyzer that copies are to be sent to.</summary>
/// <param name="Name">What output calls it.</param>
/// <param name="Target">How to get there.</param>
internal sealed record AnalyzerPlan(string Name, SinkTarget Target)
{
    /// <summary>The source address that this machine would use towards the analyzer.</summary>
    /// <param name="analyzer">The analyzer's address.</param>
    /// <param name="port">Interface name of an analyzer port; null for the routes.</param>
    /// <exception cref="CommandException">There is none; the sentence names the option or key that gives one.</exception>
    public static Ipv4Address SourceTowards(Ipv4Address analyzer, string? port)
    {
        if (port is not null)
        {
            return AddressOf(port)
                ?? throw new CommandException(
                    $"{port} has no IPv4 address to send from: say which with --source or source-address"
                );
        }
        return RouteLookup.Find(analyzer)?.Source
            ?? throw new CommandException(
                $"there is no route to {analyzer} to take a source address from: say which with --source or source-address",
                ExitCode.Environment
            );
    }

    private static Ipv4Address? AddressOf(string port) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(one => string.Equals(one.Name, port, StringComparison.Ordinal))
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Where(one => one.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(one => (Ipv4Address?)Ipv4Address.FromIPAddress(one.Address))
            .FirstOrDefault();
}
