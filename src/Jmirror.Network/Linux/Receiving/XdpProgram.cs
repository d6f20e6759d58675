using Jmirror.Network.Neighbours;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// The XDP program of one interface: it hands each frame to the AF_XDP socket of the queue on which it arrived, and
/// to the host where there is none. It is attached by a link that belongs to this process, so the kernel takes it off
/// when the process ends, however it ends.
/// </summary>
internal sealed class XdpProgram : IDisposable
{
    // struct xdp_md (linux/bpf.h): where rx_queue_index lies.
    private const short ReceiveQueueOffset = 16;

    // enum xdp_action: the host gets the frame.
    private const int XDP_PASS = 2;
    private const int BPF_FUNC_redirect_map = 51;
    private const byte BPF_PSEUDO_MAP_FD = 1;

    // Instruction codes (linux/bpf_common.h, linux/bpf.h).
    private const byte LoadWord = 0x61; // BPF_LDX | BPF_MEM | BPF_W
    private const byte LoadWide = 0x18; // BPF_LD | BPF_IMM | BPF_DW, two instructions long
    private const byte MoveImmediate = 0xb7; // BPF_ALU64 | BPF_MOV | BPF_K
    private const byte CallHelper = 0x85; // BPF_JMP | BPF_CALL
    private const byte Exit = 0x95; // BPF_JMP | BPF_EXIT

    private readonly FileDescriptor _map;
    private readonly FileDescriptor _program;
    private readonly FileDescriptor _link;
    private int _users;

    private XdpProgram(FileDescriptor map, FileDescriptor program, FileDescriptor link, bool isInDriver)
    {
        _map = map;
        _program = program;
        _link = link;
        IsInDriver = isInDriver;
    }

    /// <summary>True when it runs in the driver; false when behind it, on packets the driver has made (generic, slower).</summary>
    public bool IsInDriver { get; }

    /// <summary>Loads the program and attaches it.</summary>
    /// <param name="link">The interface.</param>
    /// <param name="queues">How many queues it has.</param>
    /// <exception cref="SourceUnavailableException">Not permitted, or another program is there.</exception>
    public static XdpProgram Attach(LinkInfo link, int queues)
    {
        var (map, program) = Load(queues);
        var errno = Bpf.AttachXdp(program, link.Index, Bpf.XDP_FLAGS_DRV_MODE, out var attached);
        var isInDriver = errno == 0;
        // Many drivers cannot, or not with this MTU; what is taken already no other mode gets either.
        if (errno is not (0 or Errno.EBUSY or Errno.EEXIST or Errno.EPERM))
            errno = Bpf.AttachXdp(program, link.Index, Bpf.XDP_FLAGS_SKB_MODE, out attached);
        if (errno == 0)
            return new XdpProgram(map, program, attached, isInDriver);
        map.Dispose();
        program.Dispose();
        throw errno is Errno.EBUSY or Errno.EEXIST
            ? new SourceUnavailableException(
                $"{link.Name} has an XDP program already",
                $"sudo ip link set dev {link.Name} xdp off"
            )
            : Refusal($"attach its program to {link.Name}", errno);
    }

    /// <summary>Finds out whether programs can be loaded, without attaching one.</summary>
    /// <exception cref="SourceUnavailableException">Not permitted, or not built into this kernel.</exception>
    public static void Try()
    {
        var (map, program) = Load(queues: 1);
        map.Dispose();
        program.Dispose();
    }

    /// <summary>Hands the frames of a queue to a socket from now on; returns errno.</summary>
    public int Serve(int queue, FileDescriptor socket) => Bpf.UpdateEntry(_map, (uint)queue, socket);

    /// <summary>Leaves the frames of a queue to the host from now on.</summary>
    public void Leave(int queue) => Bpf.DeleteEntry(_map, (uint)queue);

    /// <summary>Counts one more source that lives by it; each disposes of it once.</summary>
    public void Share() => Interlocked.Increment(ref _users);

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        _link.Dispose();
        _program.Dispose();
        _map.Dispose();
    }

    private static (FileDescriptor Map, FileDescriptor Program) Load(int queues)
    {
        var missing = Privileges.Missing(Capability.Bpf, Capability.NetAdmin, Capability.NetRaw);
        if (missing.Length > 0)
            throw new SourceUnavailableException($"xdp capture lacks {missing}", GrantCapabilities);
        var errno = Bpf.CreateSocketMap(queues, out var map);
        if (errno != 0)
            throw Refusal("make its map", errno);
        errno = Bpf.LoadXdp(InstructionsFor(map), "MIT\0"u8, out var program);
        if (errno == 0)
            return (map, program);
        map.Dispose();
        throw Refusal("load its program", errno);
    }

    // return bpf_redirect_map(&map, context->rx_queue_index, XDP_PASS);
    private static BpfInstruction[] InstructionsFor(FileDescriptor map) =>
        [
            new(LoadWord, Registers(2, 1), ReceiveQueueOffset, 0),
            new(LoadWide, Registers(1, BPF_PSEUDO_MAP_FD), 0, (int)Bpf.NumberOf(map)),
            new(0, 0, 0, 0),
            new(MoveImmediate, Registers(3, 0), 0, XDP_PASS),
            new(CallHelper, 0, 0, BPF_FUNC_redirect_map),
            new(Exit, 0, 0, 0),
        ];

    private static byte Registers(int destination, int source) => (byte)(destination | (source << 4));

    private static SourceUnavailableException Refusal(string what, int errno) =>
        errno == Errno.EPERM
            ? new($"xdp capture may not {what}", GrantCapabilities)
            : new($"xdp capture cannot {what}: {Errno.Describe(errno)}");

    private const string GrantCapabilities =
        "sudo setcap cap_net_raw,cap_net_admin,cap_bpf+ep artifacts/jmirror/jmirror";
}
