using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>Writes one netlink request: header, the family's fixed part, attributes padded to 4 bytes.</summary>
internal ref struct NetlinkRequest
{
    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Begins a request in <paramref name="buffer"/>, which must hold all of it.</summary>
    public NetlinkRequest(Span<byte> buffer, ushort type, ushort flags)
    {
        _buffer = buffer;
        buffer.Clear();
        _length = Unsafe.SizeOf<Nlmsghdr>();
        var header = new Nlmsghdr(0, type, (ushort)(flags | Rtnetlink.NLM_F_REQUEST), 0, 0);
        MemoryMarshal.Write(buffer, header);
    }

    /// <summary>Appends the family's fixed part.</summary>
    public void Append<T>(T part)
        where T : unmanaged
    {
        MemoryMarshal.Write(_buffer[_length..], part);
        _length += Unsafe.SizeOf<T>();
    }

    /// <summary>Appends one attribute.</summary>
    public void Append(ushort type, scoped ReadOnlySpan<byte> value)
    {
        var length = Unsafe.SizeOf<Rtattr>() + value.Length;
        MemoryMarshal.Write(_buffer[_length..], new Rtattr((ushort)length, type));
        value.CopyTo(_buffer[(_length + Unsafe.SizeOf<Rtattr>())..]);
        _length += NetlinkAttributes.Padded(length);
    }

    /// <summary>The finished request, numbered <paramref name="sequence"/>.</summary>
    public readonly ReadOnlySpan<byte> Finish(uint sequence)
    {
        ref var header = ref MemoryMarshal.AsRef<Nlmsghdr>(_buffer);
        header.Length = (uint)_length;
        header.Sequence = sequence;
        return _buffer[.._length];
    }
}
