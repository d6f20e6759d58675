using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>The interface that leads to the analyzer, taken down and up with <c>ip link set</c>.</summary>
/// <param name="name">Name of the interface.</param>
internal sealed class AnalyzerLink(string name) : IAnalyzerSwitch
{
    private const string Loopback = "lo";
    private const string Ipv4Routes = "/proc/thread-self/net/route";
    private const string Ipv6Routes = "/proc/thread-self/net/ipv6_route";

    public async Task TakeDownAsync(CancellationToken cancellation)
    {
        if (name is Loopback || DefaultRoutes().Contains(name, StringComparer.Ordinal))
            throw new CommandException(
                $"{name} is not taken down: it is the loopback, or leads to the default route of this host"
            );
        await SetAsync("down", cancellation).ConfigureAwait(false);
    }

    public Task BringUpAsync(CancellationToken cancellation) => SetAsync("up", cancellation);

    private async Task SetAsync(string state, CancellationToken cancellation)
    {
        try
        {
            var start = new ProcessStartInfo("ip", ["link", "set", "dev", name, state])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var ip = Process.Start(start)!;
            var said = await ip.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await ip.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (ip.ExitCode != 0)
                throw new CommandException(
                    $"{name} cannot be taken {state}: {said.Trim()}",
                    ExitCode.Environment
                );
        }
        catch (Win32Exception)
        {
            throw new CommandException(
                "ip is not installed: sudo apt-get install iproute2",
                ExitCode.Environment
            );
        }
    }

    /// <summary>Interfaces of the default routes, IPv4 and IPv6. Columns: proc_net_route(5), net/ipv6/route.c.</summary>
    private static IEnumerable<string> DefaultRoutes()
    {
        foreach (var columns in Columns(Ipv4Routes))
        {
            // Iface Destination Gateway Flags RefCnt Use Metric Mask ...
            if (columns is [var device, "00000000", _, _, _, _, _, "00000000", ..])
                yield return device;
        }
        foreach (var columns in Columns(Ipv6Routes))
        {
            // Destination and its length come first, the interface last.
            if (columns is [var to, "00", .., var device] && IsZero(to))
                yield return device;
        }
    }

    private static bool IsZero(string address) =>
        UInt128.TryParse(address, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
        && value == 0;

    private static IEnumerable<string[]> Columns(string file) =>
        File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            : [];
}
