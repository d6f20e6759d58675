using Jmirror.Engine.Datagrams;

namespace Jmirror.Network.Linux;

/// <summary>
/// Which frame of the shared memory is where: lent in the batch's slots, in flight in the kernel, or free.
/// Frames are named by the offset of their datagram in <see cref="Memory"/>.
/// </summary>
internal sealed unsafe class XdpFrames
{
    /// <summary>Most datagrams per batch.</summary>
    internal const int BatchSize = 256;

    // Few frames, used again and again, stay in the cache: 1024 were faster than 8192.
    internal const int FrameCount = 1024;

    // The datagram begins on a cache line; the link header lies right before it.
    private const int Headroom = 64;
    private const int PageSize = 4096;
    private const int InFlight = -1;

    private readonly int _start;
    private readonly int _frameSize;
    private readonly int[] _slots = new int[BatchSize];
    private readonly int[] _free = new int[FrameCount];
    private int _freeCount;
    private int _sentSlots;

    /// <summary>Lays out frames for datagrams of up to <paramref name="longest"/> bytes, or as many as a page holds.</summary>
    public XdpFrames(int longest)
    {
        // The kernel takes frames of 2048 bytes or one page, never more.
        _frameSize = Headroom + longest <= PageSize / 2 ? PageSize / 2 : PageSize;
        Memory = GC.AllocateUninitializedArray<byte>((FrameCount * _frameSize) + PageSize, pinned: true);
        var address = (ulong)Libc.AddressOf(Memory);
        _start = (int)((PageSize - (address % PageSize)) % PageSize);
        Registration = new XdpUmemReg(
            address + (ulong)_start,
            (ulong)(FrameCount * _frameSize),
            (uint)_frameSize,
            Headroom: 0,
            Flags: 0,
            TxMetadataLength: 0
        );
        for (var i = 0; i < BatchSize; i++)
            _slots[i] = OffsetOf(i);
        ReclaimAll();
        Batch = DatagramBatch.Strided(Memory, _slots, Capacity);
    }

    /// <summary>The array that all frames lie in.</summary>
    public byte[] Memory { get; }

    /// <summary>How the kernel is told about the frames.</summary>
    public XdpUmemReg Registration { get; }

    /// <summary>The batch over the lent frames.</summary>
    public DatagramBatch Batch { get; }

    /// <summary>Longest datagram that a frame holds, bytes.</summary>
    public int Capacity => _frameSize - Headroom;

    /// <summary>True while one more datagram can be sent and its slot still gets another frame for the next batch.</summary>
    public bool CanSend => _sentSlots < _freeCount;

    /// <summary>Notes that the datagram in slot <paramref name="slot"/> is the kernel's now.</summary>
    public void MarkSent(int slot)
    {
        _slots[slot] = InFlight;
        _sentSlots++;
    }

    /// <summary>Notes that the kernel did not take it after all.</summary>
    public void MarkUnsent(int slot, in Datagram datagram)
    {
        _slots[slot] = datagram.Offset;
        _sentSlots--;
    }

    /// <summary>Gives every slot whose frame was sent a free one.</summary>
    public void Refill()
    {
        for (var i = 0; _sentSlots > 0; i++)
        {
            if (_slots[i] != InFlight)
                continue;
            _slots[i] = _free[--_freeCount];
            _sentSlots--;
        }
    }

    /// <summary>Takes back a frame by the address that the kernel knows it under.</summary>
    public void Reclaim(ulong address) => _free[_freeCount++] = OffsetOf((int)(address / (ulong)_frameSize));

    /// <summary>Takes back all frames that are not lent: the socket they were sent from is gone.</summary>
    public void ReclaimAll()
    {
        Span<bool> lent = stackalloc bool[FrameCount];
        foreach (var slot in _slots)
        {
            if (slot != InFlight)
                lent[(slot - _start) / _frameSize] = true;
        }
        _freeCount = 0;
        for (var i = 0; i < FrameCount; i++)
        {
            if (!lent[i])
                _free[_freeCount++] = OffsetOf(i);
        }
    }

    /// <summary>The address under which the kernel knows the byte at <paramref name="offset"/> of <see cref="Memory"/>.</summary>
    public ulong AddressOf(int offset) => (ulong)(offset - _start);

    private int OffsetOf(int frame) => _start + (frame * _frameSize) + Headroom;
}
