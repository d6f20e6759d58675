using CsCheck;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Testing;
using Jmirror.Verification.Ledgers;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Ledgers;

public sealed class LedgerReaderTests
{
    private const long Time = 1_700_000_000_000_000_000;

    // 192.0.2.1 port 6502 to 192.0.2.100 port 30030, version 1, mirror 768, session 144
    private static readonly StreamIdentity Stream = new(
        0xc0000201_c0000264,
        0x1966_754e,
        0x40000300_00000090
    );

    [Fact]
    public void TryRead_WhatWasWritten_ComesBack()
    {
        var reader = Read(Write((Time, [new(Stream, 1, 60), new(StreamIdentity.Bare, 2, 1500)])));
        Assert.Equal([new SentPacket(0, 1, 60, Time), new SentPacket(1, 2, 1500, Time)], ReadAll(reader));
        Assert.Equal(
            [new StreamKey(new(0xc0000201), new(0xc0000264), 6502, 30030, 768, 144), default],
            reader.Streams
        );
        Assert.Equal(LedgerEnd.Closed, reader.End);
        Assert.Null(reader.Problem);
        Assert.Equal(2, reader.Packets);
    }

    [Fact]
    public void TryRead_FaultOfNoKnownKind_IsDamage()
    {
        var reader = Read(Write((Time, [new(Stream, 1, 60, (FaultKind)200), new(Stream, 2, 60)])));
        Assert.Empty(ReadAll(reader));
        Assert.Equal(LedgerEnd.Damaged, reader.End);
        Assert.Equal("packet 1 names fault 200, which there is not", reader.Problem);
    }

    [Fact]
    public void TryRead_EmptyLedger_IsClosed()
    {
        var reader = Read(Write());
        Assert.Empty(ReadAll(reader));
        Assert.Equal(LedgerEnd.Closed, reader.End);
    }

    [Fact]
    public void Ledger_MillionPackets_TakesLittleMoreThan20BytesEach()
    {
        var copies = Enumerable.Range(0, 100).Select(i => new SentCopy(Stream, (ulong)i, 110)).ToArray();
        var bytes = Write([.. Enumerable.Range(0, 10_000).Select(i => (Time + i * 100_000L, copies))]);
        Assert.InRange(bytes.Length, 20_000_000, 20_100_000);
        Assert.Equal(1_000_000, ReadAll(Read(bytes)).Count);
    }

    [Fact]
    public void Ledger_AnyPackets_ComeBackInOrder() =>
        Gen.Select(
                Gen.Long[Time - 10_000_000_000, Time + 10_000_000_000],
                Gen.Select(Gen.UInt[0, 5], Gen.ULong, Gen.UShort).Array[0, 40]
            )
            .Array[0, 60]
            .Sample(
                batches =>
                {
                    var written = batches
                        .Select(b =>
                            (b.Item1, b.Item2.Select(c => Copy(c.Item1, c.Item2, c.Item3)).ToArray())
                        )
                        .ToArray();
                    var reader = Read(Write(written));
                    var expected = written.SelectMany(b =>
                        b.Item2.Select(c => (c.Stream.Ids, c.Digest, c.Length, b.Item1))
                    );
                    var actual = ReadAll(reader)
                        .Select(p => ((ulong)reader.Streams[p.Stream].SessionId, p.Digest, p.Length, p.Time));
                    Assert.Equal(expected, actual);
                    Assert.Equal(LedgerEnd.Closed, reader.End);
                },
                iter: 300
            );

    [Fact]
    public void Ledger_MoreStreamsThanABlockHolds_AllComeBack()
    {
        var copies = Enumerable.Range(0, 10_000).Select(i => Copy((uint)i, 0, 1)).ToArray();
        var reader = Read(Write((Time, copies)));
        var packets = ReadAll(reader);
        Assert.Equal(10_000, reader.Streams.Count);
        Assert.Equal(
            Enumerable.Range(0, 10_000),
            packets.Select(p => (int)reader.Streams[p.Stream].SessionId)
        );
    }

    [Fact]
    public void TryRead_CutAnywhere_GivesWholeBlocksAndSaysWhereItEnds()
    {
        var bytes = ThreeBlocks(out var ends);
        for (var length = 0; length < bytes.Length; length++)
        {
            var reader = Read(bytes[..length]);
            var whole = ends.Count(end => end <= length);
            Assert.Equal(2 * Math.Min(3, whole), ReadAll(reader).Count);
            Assert.Equal(LedgerEnd.Open, reader.End);
            Assert.Null(reader.Problem);
            var position =
                whole > 0 ? ends[whole - 1]
                : length < 16 ? 0
                : 16;
            Assert.Equal(position, reader.Position);
            Assert.Equal(length, reader.Position + reader.UnfinishedBytes);
        }
    }

    [Fact]
    public void TryRead_OneBitFlippedAnywhere_GivesTheBlocksBeforeIt()
    {
        var bytes = ThreeBlocks(out var ends);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            if (bit / 8 is >= 12 and < 16)
                continue; // reserved, and not looked at
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var reader = Read(damaged);
            var before = ends.Count(end => end <= bit / 8);
            Assert.Equal(2 * Math.Min(3, before), ReadAll(reader).Count);
            Assert.NotEqual(LedgerEnd.Closed, reader.End);
            Assert.Equal(reader.End == LedgerEnd.Damaged, reader.Problem is not null);
        }
    }

    [Fact]
    public void TryRead_AnyBytesBehindTheHeader_NeverThrows() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(
                garbage =>
                {
                    var reader = Read([.. Write()[..16], .. garbage]);
                    Assert.Empty(ReadAll(reader));
                    Assert.NotEqual(LedgerEnd.Closed, reader.End);
                },
                iter: 2000
            );

    [Fact]
    public void TryRead_NoLedger_SaysSo()
    {
        var reader = Read("this is some other file"u8.ToArray());
        Assert.False(reader.TryRead(out _));
        Assert.Equal(LedgerEnd.Damaged, reader.End);
        Assert.Equal("it is not a ledger: it does not begin with JMLEDGER", reader.Problem);
    }

    [Fact]
    public void TryRead_NewerVersion_SaysWhich()
    {
        var bytes = Write();
        bytes[8] = 2;
        var reader = Read(bytes);
        Assert.False(reader.TryRead(out _));
        Assert.Equal("its version is 2; this program reads version 1", reader.Problem);
    }

    [Fact]
    public void TryRead_BlockTakenOut_IsNoticed()
    {
        var bytes = ThreeBlocks(out var ends);
        var reader = Read([.. bytes[..ends[0]], .. bytes[ends[1]..]]);
        Assert.Equal(2, ReadAll(reader).Count);
        Assert.Equal($"the block at byte {ends[0]} does not follow the one before it", reader.Problem);
    }

    [Fact]
    public void TryRead_FileStillGrowing_GoesOnWhereItStopped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("growing.ledger");
        using var writer = LedgerWriter.Create(path, TimeProvider.System);
        using var reader = LedgerReader.Open(path);
        Assert.False(reader.TryRead(out _));
        for (ulong i = 0; i < 10; i++)
        {
            writer.Add([new(Stream, i, 60)], Time);
            writer.Flush();
            Assert.True(reader.TryRead(out var packet));
            Assert.Equal(i, packet.Digest);
            Assert.False(reader.TryRead(out _));
            Assert.Equal(LedgerEnd.Open, reader.End);
        }
        writer.Dispose();
        Assert.False(reader.TryRead(out _));
        Assert.Equal(LedgerEnd.Closed, reader.End);
    }

    [Fact]
    public void LedgerWriter_NothingMoreComes_FlushesByItself()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("idle.ledger");
        using var writer = LedgerWriter.Create(path, TimeProvider.System);
        using var reader = LedgerReader.Open(path);
        writer.Add([new(Stream, 1, 60)], Time);
        Assert.True(
            SpinWait.SpinUntil(() => reader.TryRead(out _), TimeSpan.FromSeconds(10)),
            "not written within 10 s"
        );
    }

    [Fact]
    public void LedgerWriter_BlockCannotBeWritten_FailsFromThenOn()
    {
        var output = new FullAfterHeader();
        var writer = new LedgerWriter(output, TimeProvider.System);
        writer.Add([new(Stream, 1, 60)], Time);
        Assert.Throws<IOException>(writer.Flush);
        var failure = Assert.Throws<IOException>(() => writer.Add([new(Stream, 2, 60)], Time));
        Assert.Equal("the ledger cannot be written: no space left", failure.Message);
        Assert.Throws<IOException>(writer.Dispose);
        Assert.False(output.CanWrite);
    }

    [Fact]
    public void LedgerWriter_KnownStream_AllocatesNothing()
    {
        // A flush in between would make the lock allocate what threads wait on.
        using var writer = new LedgerWriter(System.IO.Stream.Null, new StoppedTime());
        var copies = Enumerable.Range(0, 256).Select(i => new SentCopy(Stream, (ulong)i, 110)).ToArray();
        writer.Add(copies, Time);
        var before = Allocations.Now;
        for (var i = 0; i < 1000; i++)
            writer.Add(copies, Time + i);
        Allocations.AssertNonePerOperation(before, 256_000);
    }

    private static SentCopy Copy(uint session, ulong digest, ushort length) =>
        new(Stream with { Ids = session }, digest, length);

    // Two packets in each, the second of the first block on a second stream; ends also has the closing block's.
    private static byte[] ThreeBlocks(out List<int> ends)
    {
        using var output = new MemoryStream();
        ends = [];
        using (var writer = new LedgerWriter(output, TimeProvider.System))
        {
            for (ulong i = 0; i < 3; i++)
            {
                writer.Add([new(Stream, 2 * i, 60), new(StreamIdentity.Bare, 2 * i + 1, 61)], Time);
                writer.Flush();
                ends.Add((int)output.Length);
            }
        }
        var bytes = output.ToArray();
        ends.Add(bytes.Length);
        return bytes;
    }

    private static byte[] Write(params (long Time, SentCopy[] Copies)[] batches)
    {
        using var output = new MemoryStream();
        using (var writer = new LedgerWriter(output, TimeProvider.System))
        {
            foreach (var (time, copies) in batches)
                writer.Add(copies, time);
        }
        return output.ToArray();
    }

    private static LedgerReader Read(byte[] bytes) => new(new MemoryStream(bytes));

    private static List<SentPacket> ReadAll(LedgerReader reader)
    {
        var packets = new List<SentPacket>();
        while (reader.TryRead(out var packet))
            packets.Add(packet);
        return packets;
    }

    private sealed class FullAfterHeader : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count > LedgerFormat.FileHeaderLength)
                throw new IOException("no space left");
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
