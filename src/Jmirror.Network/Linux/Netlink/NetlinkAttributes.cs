using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>Walks over the attributes of a netlink message; ends quietly where they stop making sense.</summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Type of the current attribute, flag bits removed.</summary>
    public ushort Type { get; private set; }

    /// <summary>Bytes of the current attribute.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute; false at the end.</summary>
    public bool MoveNext()
    {
        var headerLength = Unsafe.SizeOf<Rtattr>();
        if (!MemoryMarshal.TryRead(_rest, out Rtattr header))
            return false;
        if (header.Length < headerLength || header.Length > _rest.Length)
            return false;
        Type = (ushort)(header.Type & Rtnetlink.NLA_TYPE_MASK);
        Value = _rest[headerLength..header.Length];
        _rest = _rest[Math.Min(Padded(header.Length), _rest.Length)..];
        return true;
    }

    /// <summary>The value as a number in host order; 0 when it is too short.</summary>
    public readonly int ReadInt32() => MemoryMarshal.TryRead(Value, out int value) ? value : 0;

    /// <summary>Length rounded up to the 4 bytes that netlink aligns to.</summary>
    public static int Padded(int length) => (length + 3) & ~3;
}
