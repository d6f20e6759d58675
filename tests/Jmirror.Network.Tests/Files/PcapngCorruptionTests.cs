using Jmirror.Network.Files;

namespace Jmirror.Network.Tests.Files;

/// <summary>Each way in which a pcapng block can contradict itself, and the sentence for it.</summary>
public sealed class PcapngCorruptionTests
{
    private static readonly byte[] Five = [0xa5, 1, 2, 3, 4];

    public static TheoryData<string, byte[]> CorruptBlocks =>
        new()
        {
            { "8 is no possible length of a block", Raw(6, 8, 0, 0) },
            { "33 is no possible length of a block", Raw(6, 33, 0, 0) },
            { "16777220 is no possible length of a block", Raw(6, 16_777_220, 0, 0) },
            { "the block's length is 16 at its beginning and 20 at its end", Raw(9, 16, 0, 20) },
            { "the packet block is too short", Block(6, body => body.U32(0)) },
            { "the packet block is too short", Block(3, body => body) },
            { "the interface description is too short", Block(1, body => body.U32(1)) },
            {
                "the packet is of interface 1, which the section has not described",
                Block(6, body => body.U32(1).U64(0).U32(0).U32(0))
            },
            {
                "the captured length 262145 is larger than 262144, the most a capture may hold",
                Block(6, body => body.U32(0).U64(0).U32(262_145).U32(0))
            },
            {
                "the captured length 5 is larger than the 4 bytes the block has room for",
                Block(6, body => body.U32(0).U64(0).U32(5).U32(5).U32(0))
            },
            {
                "the captured length 5 is larger than the 4 bytes the block has room for",
                Block(3, body => body.U32(5).U32(0))
            },
            {
                "the section header has no byte-order magic",
                Block(0x0a0d0d0a, body => body.U32(0).U32(1).U64(-1))
            },
            {
                "pcapng version 2.0 cannot be read, only 1.0",
                new FileBytes(false).SectionHeader(2).ToArray()
            },
        };

    [Theory]
    [MemberData(nameof(CorruptBlocks))]
    public void Block_Corrupt_EndsTheCaptureThere(string reason, byte[] block)
    {
        var before = new FileBytes(false).SectionHeader().Interface(1).EnhancedPacket(0, 1, Five);
        var after = new FileBytes(false).EnhancedPacket(0, 1, Five);

        var (packets, problem) = Packet.ReadAll([.. before.ToArray(), .. block, .. after.ToArray()]);

        Assert.Single(packets);
        Assert.Equal(new CaptureProblem("folder/test", 2, before.Length, reason), problem);
    }

    private static byte[] Raw(params ReadOnlySpan<uint> words)
    {
        var bytes = new FileBytes(false);
        foreach (var word in words)
            bytes.U32(word);
        return bytes.ToArray();
    }

    private static byte[] Block(uint type, Func<FileBytes, FileBytes> body) =>
        new FileBytes(false).Block(type, body(new FileBytes(false))).ToArray();
}
