namespace Jmirror.Network.Tests.Files;

/// <summary>Small captures with something of everything, for tests that damage them in every place.</summary>
internal static class SampleFiles
{
    public static byte[] Pcap =>
        new FileBytes(true)
            .PcapHeader()
            .PcapRecord(1, 10, [1, 2, 3])
            .PcapRecord(2, 20, [])
            .PcapRecord(3, 30, [4, 5, 6, 7, 8, 9, 10], original: 1500)
            .PcapRecord(4, 40, [11])
            .ToArray();

    /// <summary>Where each record of <see cref="Pcap"/> begins, and the end.</summary>
    public static int[] PcapStarts => [24, 43, 59, 82, 99];

    public static byte[] Pcapng =>
        new FileBytes(false)
            .SectionHeader()
            .Interface(1, 96, (2, "eth0"u8.ToArray()), (9, [9]))
            .Interface(101, 0, (9, [0x94]), (14, [1, 0, 0, 0, 0, 0, 0, 0]))
            .EnhancedPacket(0, 1_700_000_000_000_000_000, [1, 2, 3, 4, 5], 60, (2, [1, 0, 0, 0]))
            .Block(3, new FileBytes(false).U32(3).Raw(7, 8, 9, 0))
            .EnhancedPacket(1, 99, [0x45], null, (1, "comment"u8.ToArray()), (2, [2, 0, 0, 0]))
            .Block(2, new FileBytes(false).U16(1).U16(0).U32(0).U32(3).U32(2).U32(2).Raw(1, 2, 0, 0))
            .Block(5, new FileBytes(false).U32(0).U64(0))
            .ToArray();
}
