using CsCheck;
using Jmirror.Network.Files;

namespace Jmirror.Network.Tests.Files;

/// <summary>Whatever is wrong with a file: what came before is used, and the place is named.</summary>
public sealed class DamagedFileTests
{
    private const int SmallWindow = 64;

    [Fact]
    public void Pcap_CutOffAnywhere_YieldsWholePacketsAndNamesTheNextOne()
    {
        var file = SampleFiles.Pcap;
        var starts = SampleFiles.PcapStarts;
        Assert.Equal(file.Length, starts[^1]);
        var (all, _) = Packet.ReadAll(file);

        for (var length = 0; length < file.Length; length++)
        {
            if (length < starts[0])
            {
                Assert.Throws<CaptureFileException>(() => Packet.ReadAll(file[..length], SmallWindow));
                continue;
            }
            var whole = starts.Count(start => start <= length) - 1;
            var (packets, problem) = Packet.ReadAll(file[..length], SmallWindow);

            Assert.Equal(all.Take(whole), packets);
            if (length == starts[whole])
                Assert.Null(problem);
            else
                Assert.Equal((whole + 1, starts[whole]), (problem?.PacketNumber, problem?.ByteOffset));
        }
    }

    [Fact]
    public void Pcap_CutOff_SaysHowMuchOfThePacketIsThere()
    {
        var (_, problem) = Packet.ReadAll(SampleFiles.Pcap[..80]);

        Assert.Equal(
            "folder/test: reading stopped before packet 3, at byte 59: the file ends inside this record, of which it has 21 of 23 bytes",
            problem?.Message
        );
    }

    [Fact]
    public void Pcapng_CutOffAnywhere_YieldsWholePackets()
    {
        var file = SampleFiles.Pcapng;
        var (all, none) = Packet.ReadAll(file);
        Assert.Null(none);
        Assert.Equal(4, all.Count);
        var most = 0;

        for (var length = 0; length < file.Length; length++)
        {
            if (length < 28)
            {
                Assert.Throws<CaptureFileException>(() => Packet.ReadAll(file[..length], SmallWindow));
                continue;
            }
            var (packets, problem) = Packet.ReadAll(file[..length], SmallWindow);

            Assert.Equal(all.Take(packets.Count), packets);
            Assert.True(packets.Count >= most);
            most = packets.Count;
            Assert.Equal(IsBlockBoundary(file, length), problem is null);
            if (problem is not null)
                Assert.Equal(packets.Count + 1, problem.PacketNumber);
        }
        Assert.Equal(4, most);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CompressedFile_CutOffAnywhere_IsNeverTakenForWhole(bool zstandard)
    {
        var file = SampleFiles.Pcap;
        var compressed = zstandard ? Compressed.Zstandard(file) : Compressed.Gzip(file);
        Assert.Null(Packet.ReadAll(compressed).Problem);

        for (var length = 0; length < compressed.Length; length++)
        {
            try
            {
                Assert.NotNull(Packet.ReadAll(compressed[..length]).Problem);
            }
            catch (CaptureFileException exception)
            {
                Assert.StartsWith("folder/test: ", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Pcap_OneByteChangedAnywhere_EndsWithoutException() => CorruptEachByte(SampleFiles.Pcap);

    [Fact]
    public void Pcapng_OneByteChangedAnywhere_EndsWithoutException() => CorruptEachByte(SampleFiles.Pcapng);

    [Fact]
    public void Files_OfRandomBytesBehindAHeader_EndWithoutException()
    {
        var (pcap, pcapng) = (SampleFiles.Pcap[..24], SampleFiles.Pcapng[..124]);
        Gen.Select(Gen.Bool.Select(isPcap => isPcap ? pcap : pcapng), Gen.Byte.Array[0, 200])
            .Sample((head, tail) => AssertReadable([.. head, .. tail]), iter: 20_000);
    }

    [Fact]
    public void Files_WithSeveralChangesAndACut_EndWithoutException() =>
        Gen.Select(
                Gen.Bool.Select(isPcap => isPcap ? SampleFiles.Pcap : SampleFiles.Pcapng),
                Gen.Select(Gen.Int[0, 99_999], Gen.Byte).Array[1, 4],
                Gen.Int[0, 99_999]
            )
            .Sample(
                (file, changes, cut) =>
                {
                    var damaged = file[..^(cut % file.Length)];
                    foreach (var (at, value) in changes)
                        damaged[at % damaged.Length] = value;
                    AssertReadable(damaged);
                },
                iter: 20_000
            );

    private static void CorruptEachByte(byte[] file)
    {
        for (var at = 0; at < file.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var damaged = (byte[])file.Clone();
                damaged[at] = (byte)value;
                AssertReadable(damaged);
            }
        }
    }

    private static void AssertReadable(byte[] file)
    {
        try
        {
            var (packets, problem) = Packet.ReadAll(file, SmallWindow);
            // Every packet costs bytes of the file: none is invented, none handed out twice.
            Assert.True(packets.Sum(packet => packet.Bytes.Length / 2 + 12) <= file.Length);
            Assert.True(problem is null || problem.ByteOffset < file.Length);
        }
        catch (CaptureFileException exception)
        {
            Assert.StartsWith("folder/test: ", exception.Message, StringComparison.Ordinal);
        }
    }

    private static bool IsBlockBoundary(byte[] file, int length)
    {
        var at = 0;
        while (at < length)
            at += BitConverter.ToInt32(file, at + 4);
        return at == length;
    }
}
