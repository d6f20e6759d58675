namespace Jmirror.Network.Files;

/// <summary>Why a capture ended before its file did. All packets before that place were handed out.</summary>
/// <param name="Path">The file.</param>
/// <param name="PacketNumber">Number of the first packet that was not read, from 1 as Wireshark counts.</param>
/// <param name="ByteOffset">Where the record or block that stopped the reader begins; for a compressed file counted in the uncompressed bytes.</param>
/// <param name="Reason">What is wrong there, without a full stop.</param>
public sealed record CaptureProblem(string Path, long PacketNumber, long ByteOffset, string Reason)
{
    /// <summary>One sentence for the user.</summary>
    public string Message =>
        $"{Path}: reading stopped before packet {PacketNumber}, at byte {ByteOffset}: {Reason}";
}
