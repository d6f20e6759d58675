namespace Jmirror.Network.Files;

/// <summary>Walks the options at the end of a pcapng block. An option that exceeds the block ends the walk.</summary>
internal ref struct PcapngOptions(ReadOnlySpan<byte> options, PcapngByteOrder order)
{
    private ReadOnlySpan<byte> _rest = options;

    /// <summary>The next option. False: there is none, or the bytes are not one.</summary>
    public bool TryNext(out ushort code, out ReadOnlySpan<byte> value)
    {
        code = PcapngFormat.EndOfOptions;
        value = default;
        if (_rest.Length < PcapngFormat.OptionHeaderLength)
            return false;
        code = order.Read16(_rest);
        var length = order.Read16(_rest[2..]);
        var next = PcapngFormat.OptionHeaderLength + PcapngFormat.Padded(length);
        if (code == PcapngFormat.EndOfOptions || next > _rest.Length)
            return false;
        value = _rest.Slice(PcapngFormat.OptionHeaderLength, length);
        _rest = _rest[next..];
        return true;
    }
}
