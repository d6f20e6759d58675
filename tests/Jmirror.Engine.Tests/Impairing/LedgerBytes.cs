using Jmirror.Engine.Ledgers;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>Reads a ledger back.</summary>
internal static class LedgerBytes
{
    public static List<SentCopy> Read(ReadOnlySpan<byte> ledger)
    {
        Assert.Null(LedgerFormat.CheckFileHeader(ledger));
        var (streams, copies) = (new List<StreamIdentity>(), new List<SentCopy>());
        for (var at = LedgerFormat.FileHeaderLength; at < ledger.Length; )
        {
            var header = LedgerFormat.ReadBlockHeader(ledger[at..]);
            var record = at + LedgerFormat.BlockHeaderLength;
            for (var i = 0; i < header.Streams; i++, record += LedgerFormat.RecordLength)
                streams.Add(LedgerFormat.ReadStream(ledger[record..]));
            for (var i = 0; i < header.Packets; i++, record += LedgerFormat.RecordLength)
            {
                var packet = LedgerFormat.ReadPacket(ledger[record..], header.Time);
                copies.Add(new SentCopy(streams[packet.Stream], packet.Digest, packet.Length, packet.Fault));
            }
            at += header.Length;
        }
        return copies;
    }
}
