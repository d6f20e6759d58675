using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>Compiles capture filters with libpcap, so that they mean what they mean to tcpdump.</summary>
internal static unsafe partial class PacketFilter
{
    private const string Library = "libpcap.so.0.8";
    private const int ErrorBufferLength = 256;
    private const uint NetmaskUnknown = 0xffff_ffff;

    // BPF_LD|BPF_IMM, BPF_ST, BPF_LD|BPF_MEM, BPF_LDX|BPF_MEM (linux/bpf_common.h)
    private const ushort LoadImmediate = 0x00;
    private const ushort StoreScratch = 0x02;
    private const ushort LoadScratch = 0x60;
    private const ushort LoadScratchToIndex = 0x61;

    // BPF_RET|BPF_K
    private const ushort Return = 0x06;

    // What the program lets through of a frame: everything.
    private const int SnapLength = 0x40000;

    /// <summary>The program that lets no frame through.</summary>
    public static readonly ImmutableArray<SockFilter> Nothing = [new(Return, 0, 0, 0)];

    /// <summary>Compiles <paramref name="filter"/> for frames of <paramref name="interfaceName"/>.</summary>
    /// <exception cref="SourceUnavailableException">The filter is wrong, or libpcap is not there.</exception>
    public static SockFilter[] Compile(string filter, string interfaceName, LinkType linkType)
    {
        nint handle = 0;
        try
        {
            handle =
                linkType == LinkType.Ethernet
                    ? OpenLive(interfaceName)
                    : pcap_open_dead((int)LinkType.RawBsd, SnapLength);
            return Compile(handle, filter);
        }
        catch (DllNotFoundException)
        {
            throw new SourceUnavailableException(
                "a capture filter needs libpcap, which is not installed",
                "sudo apt install libpcap0.8"
            );
        }
        finally
        {
            if (handle != 0)
                pcap_close(handle);
        }
    }

    // Only for an open interface libpcap knows that the kernel has taken the outermost VLAN tag out of the frame,
    // and looks for it beside.
    private static nint OpenLive(string interfaceName)
    {
        var error = stackalloc byte[ErrorBufferLength];
        var handle = pcap_create(interfaceName, error);
        if (handle == 0)
            throw new SourceUnavailableException($"libpcap: {TextAt(error)}");
        _ = pcap_set_snaplen(handle, SnapLength);
        var status = pcap_activate(handle);
        if (status >= 0)
            return handle;
        var reason = TextAt(pcap_statustostr(status));
        pcap_close(handle);
        throw new SourceUnavailableException(
            $"libpcap cannot open {interfaceName} to compile the filter: {reason}"
        );
    }

    private static SockFilter[] Compile(nint handle, string filter)
    {
        var program = default(BpfProgram);
        if (pcap_compile(handle, &program, filter, optimize: 1, NetmaskUnknown) != 0)
            throw new SourceUnavailableException(
                $"the filter '{filter}' is wrong: {TextAt(pcap_geterr(handle))}"
            );
        var instructions = new ReadOnlySpan<SockFilter>((void*)program.Instructions, (int)program.Length);
        SockFilter[] filled = [.. ClearScratch(instructions), .. instructions];
        pcap_freecode(&program);
        return filled;
    }

    // For stacked tags in front of PPPoE libpcap counts on scratch memory that is 0 but never sets it, which the
    // kernel refuses (tcpdump then filters by itself). Jumps are relative, so instructions may go in front.
    private static List<SockFilter> ClearScratch(ReadOnlySpan<SockFilter> instructions)
    {
        var clear = new List<SockFilter>();
        var cleared = 0;
        foreach (var instruction in instructions)
        {
            if (
                instruction.Code is not (LoadScratch or LoadScratchToIndex)
                || (cleared >> (int)instruction.K & 1) != 0
            )
                continue;
            cleared |= 1 << (int)instruction.K;
            clear.Add(new SockFilter(LoadImmediate, 0, 0, 0));
            clear.Add(new SockFilter(StoreScratch, 0, 0, instruction.K));
        }
        return clear;
    }

    private static string TextAt(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>struct bpf_program (pcap/bpf.h); its instructions are those of linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BpfProgram
    {
        public uint Length;
        public nint Instructions;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint pcap_create(string source, byte* error);

    [LibraryImport(Library)]
    private static partial nint pcap_open_dead(int linkType, int snapLength);

    [LibraryImport(Library)]
    private static partial int pcap_set_snaplen(nint handle, int length);

    [LibraryImport(Library)]
    private static partial int pcap_activate(nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int pcap_compile(
        nint handle,
        BpfProgram* program,
        string filter,
        int optimize,
        uint netmask
    );

    [LibraryImport(Library)]
    private static partial void pcap_freecode(BpfProgram* program);

    [LibraryImport(Library)]
    private static partial byte* pcap_geterr(nint handle);

    [LibraryImport(Library)]
    private static partial byte* pcap_statustostr(int status);

    [LibraryImport(Library)]
    private static partial void pcap_close(nint handle);
}
