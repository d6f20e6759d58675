using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>struct bpf_insn (linux/bpf.h): one instruction of extended BPF; destination register in the lower four bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct BpfInstruction(byte Code, byte Registers, short Offset, int Immediate);

/// <summary>The bpf(2) system call, as far as an AF_XDP socket needs it. Each call returns errno.</summary>
internal static unsafe partial class Bpf
{
    /// <summary>Sends frames on to AF_XDP sockets, by queue.</summary>
    public const uint BPF_MAP_TYPE_XSKMAP = 17;

    public const uint XDP_FLAGS_SKB_MODE = 1 << 1;
    public const uint XDP_FLAGS_DRV_MODE = 1 << 2;

    private const string Library = "libc";
    private const int BPF_MAP_CREATE = 0;
    private const int BPF_MAP_UPDATE_ELEM = 2;
    private const int BPF_MAP_DELETE_ELEM = 3;
    private const int BPF_PROG_LOAD = 5;
    private const int BPF_LINK_CREATE = 28;
    private const uint BPF_PROG_TYPE_XDP = 6;
    private const uint BPF_XDP = 37;

    // asm/unistd_64.h and asm-generic/unistd.h
    private static readonly nint CallNumber =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;

    /// <summary>Makes a map from queue numbers to AF_XDP sockets.</summary>
    public static int CreateSocketMap(int entries, out FileDescriptor map) =>
        Open(
            BPF_MAP_CREATE,
            new MapCreation(BPF_MAP_TYPE_XSKMAP, sizeof(uint), sizeof(uint), (uint)entries),
            out map
        );

    /// <summary>Writes an entry.</summary>
    public static int UpdateEntry(FileDescriptor map, uint key, FileDescriptor value)
    {
        var descriptor = NumberOf(value);
        var change = new MapChange(NumberOf(map), (ulong)&key, (ulong)&descriptor, Flags: 0);
        return Libc.ErrnoOf(Call(BPF_MAP_UPDATE_ELEM, change));
    }

    /// <summary>Deletes an entry.</summary>
    public static int DeleteEntry(FileDescriptor map, uint key) =>
        Libc.ErrnoOf(Call(BPF_MAP_DELETE_ELEM, new MapChange(NumberOf(map), (ulong)&key, 0, 0)));

    /// <summary>Loads an XDP program.</summary>
    public static int LoadXdp(
        ReadOnlySpan<BpfInstruction> instructions,
        ReadOnlySpan<byte> license,
        out FileDescriptor program
    )
    {
        fixed (BpfInstruction* first = instructions)
        fixed (byte* text = license)
        {
            var load = new ProgramLoad(
                BPF_PROG_TYPE_XDP,
                (uint)instructions.Length,
                (ulong)first,
                (ulong)text
            );
            return Open(BPF_PROG_LOAD, load, out program);
        }
    }

    /// <summary>Attaches an XDP program to an interface for as long as the descriptor <paramref name="link"/> is open.</summary>
    public static int AttachXdp(
        FileDescriptor program,
        int interfaceIndex,
        uint flags,
        out FileDescriptor link
    ) =>
        Open(
            BPF_LINK_CREATE,
            new LinkCreation(NumberOf(program), (uint)interfaceIndex, BPF_XDP, flags),
            out link
        );

    /// <summary>The number that the kernel knows a descriptor by.</summary>
    public static uint NumberOf(FileDescriptor descriptor) => (uint)descriptor.DangerousGetHandle();

    // Descriptors of bpf(2) are closed on exec by themselves.
    private static int Open<T>(int command, T argument, out FileDescriptor descriptor)
        where T : unmanaged
    {
        var result = Call(command, argument);
        descriptor = new FileDescriptor();
        if (result < 0)
            return Marshal.GetLastPInvokeError();
        Marshal.InitHandle(descriptor, result);
        return 0;
    }

    private static nint Call<T>(int command, T argument)
        where T : unmanaged => syscall(CallNumber, command, &argument, (nuint)sizeof(T));

    /// <summary>What union bpf_attr (linux/bpf.h) holds for BPF_MAP_CREATE; the kernel takes what is missing at the end as 0.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct MapCreation(uint Type, uint KeySize, uint ValueSize, uint Entries);

    /// <summary>The same for BPF_MAP_UPDATE_ELEM and BPF_MAP_DELETE_ELEM.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct MapChange(uint Map, ulong Key, ulong Value, ulong Flags);

    /// <summary>The same for BPF_PROG_LOAD.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct ProgramLoad(uint Type, uint Count, ulong Instructions, ulong License);

    /// <summary>The same for BPF_LINK_CREATE.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct LinkCreation(uint Program, uint InterfaceIndex, uint AttachType, uint Flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint syscall(nint number, int command, void* argument, nuint length);
}
