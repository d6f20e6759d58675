using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Jmirror.Network.Pcap;

/// <summary>
/// Sends whole Ethernet frames through libpcap, one call each: for systems where nothing faster is to be had.
/// </summary>
internal sealed class PcapSink : IDatagramSink
{
    private const int BatchSize = 128;
    private const int MemoryLength = 512 * 1024;

    // No frame is that short: nothing is received.
    private const string Nothing = "less 0";

    private readonly NextHopTracker _nextHop;
    private readonly DatagramBatch _batch;
    private readonly string _interfaceName;
    private LibPcapLiveDevice? _device;
    private NextHop _current;
    private LinkHeader _header;

    /// <param name="interfaceName">The interface.</param>
    /// <param name="nextHop">Where frames go; disposed with the sink.</param>
    /// <param name="header">What makes frames of datagrams.</param>
    /// <exception cref="SinkUnavailableException">libpcap is not there, or may not open the interface.</exception>
    public PcapSink(string interfaceName, NextHopTracker nextHop, LinkHeader header)
    {
        _header = header;
        _interfaceName = interfaceName;
        _nextHop = nextHop;
        var memory = GC.AllocateUninitializedArray<byte>(MemoryLength);
        _batch = DatagramBatch.Packed(memory, BatchSize, header.Length, tailroom: 0);
        _device = Open(interfaceName);
    }

    /// <summary>The next hop of a port that libpcap alone knows: its own address, and the usual MTU.</summary>
    /// <exception cref="SinkUnavailableException">libpcap is not there or does not know the interface.</exception>
    public static NextHop FindNextHop(string interfaceName, MacAddress destination)
    {
        using var device = Open(interfaceName);
        var source = MacAddress.Read(device.MacAddress?.GetAddressBytes() ?? new byte[MacAddress.Length]);
        return new NextHop(0, source, destination, LinkHeader.DefaultMtu);
    }

    public int MaxDatagramLength => _header.MaxDatagramLength(_nextHop.NextHop.Mtu);

    public DatagramBatch Rent()
    {
        _batch.Clear();
        return _batch;
    }

    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        if (!IsReady(out refusal))
            return 0;
        var memory = batch.Memory.AsSpan();
        for (var i = first; i < batch.Count; i++)
        {
            var datagram = batch.Datagrams[i];
            if (!_header.Fits(batch.BytesOf(datagram), _current.Mtu))
            {
                refusal = new SendRefusal(DropReason.MessageSize, Retry: false);
                return i - first;
            }
            var frame = memory.Slice(datagram.Offset - _header.Length, _header.Length + datagram.Length);
            _header.Write(frame);
            if (!TrySend(frame, out refusal))
                return i - first;
        }
        return batch.Count - first;
    }

    public void Dispose()
    {
        _device?.Dispose();
        _nextHop.Dispose();
    }

    private static LibPcapLiveDevice Open(string interfaceName)
    {
        LibPcapLiveDevice? device = null;
        try
        {
            device = LibPcapLiveDeviceList
                .New()
                .FirstOrDefault(found => string.Equals(found.Name, interfaceName, StringComparison.Ordinal));
            if (device is null)
                throw new SinkUnavailableException($"libpcap finds no interface {interfaceName}");
            device.Open(DeviceModes.None);
            device.Filter = Nothing;
            return device;
        }
        catch (DllNotFoundException)
        {
            throw new SinkUnavailableException("libpcap is not installed", "sudo apt install libpcap0.8");
        }
        catch (PcapException error)
        {
            device?.Dispose();
            throw error.Error == PcapError.PermissionDenied
                ? new SinkUnavailableException(
                    "sending with libpcap needs the capability CAP_NET_RAW",
                    SinkUnavailableException.GrantCapabilities
                )
                : new SinkUnavailableException($"libpcap cannot open {interfaceName}: {error.Message}");
        }
    }

    private bool IsReady(out SendRefusal refusal)
    {
        refusal = default;
        if (_nextHop.Poll() is not Reachability.Up and var reachability)
        {
            refusal = new SendRefusal(reachability.ToDropReason(), Retry: false);
            return false;
        }
        if (_current == _nextHop.NextHop)
            return true;
        if (_current.InterfaceIndex != 0 && _current.InterfaceIndex != _nextHop.NextHop.InterfaceIndex)
            Reopen();
        if (_device is null)
        {
            refusal = new SendRefusal(DropReason.InterfaceGone, Retry: false);
            return false;
        }
        _current = _nextHop.NextHop;
        _header = _header.To(_current);
        return true;
    }

    // Another interface of the same name has taken the place of the one that was opened.
    private void Reopen()
    {
        _device?.Dispose();
        _device = null;
        try
        {
            _device = Open(_interfaceName);
        }
        catch (SinkUnavailableException)
        {
            // Tried again with the next batch.
        }
    }

    private bool TrySend(ReadOnlySpan<byte> frame, out SendRefusal refusal)
    {
        refusal = default;
        try
        {
            _device!.SendPacket(frame);
            return true;
        }
        catch (PcapException)
        {
            // libpcap tells the error only in words; what is wrong with the interface the kernel tells in numbers.
            refusal = _nextHop.Recheck() is not Reachability.Up and var reachability
                ? new SendRefusal(reachability.ToDropReason(), Retry: false)
                : new SendRefusal(DropReason.SendError, Retry: false);
            return false;
        }
    }
}
