using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>Reads the X-JTap parameters of an ADD: where copies go, and under which outer header.</summary>
internal sealed class OuterReader(IAnalyzers analyzers, DtcpSourceMismatch mismatch)
{
    /// <summary>The outer header; to be asked after a reading without refusal.</summary>
    public OuterHeader Outer { get; private set; }

    /// <summary>The way to the mediation device, likewise.</summary>
    public AnalyzerWay Way { get; private set; } = null!;

    /// <summary>Reads the parameters; null when they are good.</summary>
    public Refusal? Read(DtcpMessage request)
    {
        var portName = request.Find(DtcpNames.DestinationPort) is null
            ? DtcpNames.OldDestinationPort
            : DtcpNames.DestinationPort;
        if (ReadAddresses(request, out var destination, out var source) is { } addressFault)
            return addressFault;
        if (request.Find(portName) is null)
            return Refusal.Lacks(DtcpStatus.JTapFailure, DtcpNames.DestinationPort);
        if (ReadNumber(request, portName, ushort.MaxValue, out var port) is { } portFault)
            return portFault;
        if (ReadNumber(request, DtcpNames.SourcePort, ushort.MaxValue, out var sourcePort) is { } sourceFault)
            return sourceFault;
        if (ReadNumber(request, DtcpNames.TimeToLive, byte.MaxValue, out var timeToLive) is { } ttlFault)
            return ttlFault;
        var way = analyzers.Find(destination, port!.Value, out var problem);
        if (way is null)
        {
            return Refusal.Of(
                DtcpStatus.UnknownContentDestination,
                request.Find(DtcpNames.DestinationAddress)!,
                $"cannot be sent to: {problem}"
            );
        }
        if (source != way.Source)
        {
            if (mismatch == DtcpSourceMismatch.Reject)
                return Bad(request, DtcpNames.SourceAddress, "is not the router's source address");
            source = mismatch == DtcpSourceMismatch.Router ? way.Source : source;
        }
        Way = way;
        Outer = new OuterHeader(
            source,
            destination,
            sourcePort ?? way.SourcePort ?? port.Value,
            port.Value,
            (byte)(timeToLive ?? way.TimeToLive)
        );
        return null;
    }

    // Since Junos 12.3 both addresses must be of one family, and of the one that X-JTap-IP-Version names. An outer
    // IPv6 header is not documented.
    private static Refusal? ReadAddresses(
        DtcpMessage request,
        out Ipv4Address destination,
        out Ipv4Address source
    )
    {
        (destination, source) = (default, default);
        if (ReadAddress(request, DtcpNames.DestinationAddress, out var to) is { } destinationFault)
            return destinationFault;
        if (ReadAddress(request, DtcpNames.SourceAddress, out var from) is { } sourceFault)
            return sourceFault;
        if (to.AddressFamily != from.AddressFamily)
            return Bad(request, DtcpNames.SourceAddress, "is of another IP version than the destination");
        var isIpv6 = to.AddressFamily == AddressFamily.InterNetworkV6;
        if (
            request.Find(DtcpNames.IpVersion) is { } version
            && !version.Value.Equals(isIpv6 ? "ipv6" : "ipv4", StringComparison.OrdinalIgnoreCase)
        )
            return Refusal.Of(DtcpStatus.JTapFailure, version, "contradicts the addresses");
        if (isIpv6)
        {
            return Refusal.Of(
                DtcpStatus.NotImplemented,
                request.Find(DtcpNames.DestinationAddress)!,
                "would need an outer IPv6 header"
            );
        }
        destination = Ipv4Address.FromIPAddress(to);
        source = Ipv4Address.FromIPAddress(from);
        return null;
    }

    private static Refusal? ReadAddress(DtcpMessage request, string name, out IPAddress address)
    {
        address = IPAddress.Any;
        if (request.Find(name) is not { } line)
            return Refusal.Lacks(DtcpStatus.JTapFailure, name);
        if (Ipv4Address.TryParse(line.Value, out var ipv4) && ipv4.Value != 0)
        {
            address = ipv4.ToIPAddress();
            return null;
        }
        return
            line.Value.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(line.Value, out address!)
            ? null
            : Bad(request, name, "is no IP address");
    }

    private static Refusal? ReadNumber(DtcpMessage request, string name, ushort largest, out ushort? number)
    {
        number = null;
        if (request.Find(name) is not { } line)
            return null;
        if (
            !ushort.TryParse(line.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            || value == 0
            || value > largest
        )
            return Bad(request, name, $"is not a number from 1 to {largest}");
        number = value;
        return null;
    }

    private static Refusal Bad(DtcpMessage request, string name, string reason) =>
        Refusal.Of(DtcpStatus.JTapFailure, request.Find(name)!, reason);
}
