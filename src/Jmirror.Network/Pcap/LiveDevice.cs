using System.Runtime.InteropServices;
using Jmirror.Network.Linux.Receiving;
using SharpPcap.LibPcap;

namespace Jmirror.Network.Pcap;

/// <summary>A libpcap device that can be waited for: SharpPcap keeps that to itself.</summary>
internal sealed class LiveDevice(PcapInterface pcapInterface) : LibPcapLiveDevice(pcapInterface)
{
    // struct pcap_pkthdr (pcap/pcap.h) of 64-bit systems: struct timeval, captured length, length. The fraction is in
    // its lower half on all of them.
    private const int FractionOffset = 8;
    private const int CapturedLengthOffset = 16;
    private const int LengthOffset = 20;

    private nint _header;
    private nint _data;

    /// <summary>The socket below, on Linux.</summary>
    public PcapKernel OpenKernel() => new(FileDescriptor, Handle);

    /// <summary>Waits until there is something to read or an error, <paramref name="milliseconds"/> at most.</summary>
    public void Wait(int milliseconds) => PollFileDescriptor(milliseconds);

    /// <summary>Steps to the next frame without waiting: 1, 0 when there is none, negative for an error.</summary>
    public int Step() => GetNextPacketPointers(ref _header, ref _data);

    /// <summary>When the frame arrived, nanoseconds since 1970-01-01 UTC.</summary>
    public long Timestamp =>
        (Marshal.ReadInt64(_header) * 1_000_000_000) + Marshal.ReadInt32(_header, FractionOffset);

    /// <summary>Bytes captured.</summary>
    public int CapturedLength => Marshal.ReadInt32(_header, CapturedLengthOffset);

    /// <summary>Bytes on the wire.</summary>
    public int Length => Marshal.ReadInt32(_header, LengthOffset);

    /// <summary>Copies the frame's captured bytes.</summary>
    public void CopyTo(byte[] memory, int offset) => Marshal.Copy(_data, memory, offset, CapturedLength);
}
