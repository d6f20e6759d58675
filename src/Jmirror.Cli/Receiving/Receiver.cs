using Jmirror.Cli.Decoding;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Receiving;

/// <summary>
/// Takes frames and accounts for the mirrored packets in them. A packet of a known stream allocates nothing. Others
/// may look at the figures while they hold <see cref="Figures"/>.
/// </summary>
/// <param name="reader">Finds the mirror datagrams.</param>
/// <param name="rates">Counts packets by time.</param>
/// <param name="ledger">What was sent; null when that is not known.</param>
/// <param name="inner">Where mirrored packets are written; null for nowhere.</param>
/// <param name="whole">Where the frames that carry them are written as they came; null for nowhere.</param>
/// <param name="limit">Most packets taken.</param>
internal sealed class Receiver(
    MirrorReader reader,
    RateSeries rates,
    ExpectedLedger? ledger,
    InnerCapture? inner,
    DatagramCapture? whole,
    long limit
)
{
    private long _lastTimestamp;

    /// <summary>Held while figures change.</summary>
    public Lock Figures { get; } = new();

    public StreamTable Streams { get; } = new();

    public InnerDirections Directions { get; } = new();

    public IdentificationGaps Identifications { get; } = new();

    /// <summary>Time from one packet to the next, nanoseconds.</summary>
    public Histogram Gaps { get; } = new();

    /// <summary>Mirror datagrams taken, usable or not.</summary>
    public long Packets { get; private set; }

    /// <summary>Earliest and latest timestamp, nanoseconds since 1970-01-01 UTC; meaningless without packets.</summary>
    public (long First, long Last) Times { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>True once as many packets were taken as were wanted.</summary>
    public bool IsFull => Packets >= limit;

    /// <summary>Takes the frames of a batch, until there are enough.</summary>
    public void Take(in FrameBatch batch)
    {
        lock (Figures)
        {
            foreach (ref readonly var info in batch.Frames)
            {
                if (IsFull)
                    return;
                var frame = batch.BytesOf(info);
                var isMirror = reader.TryRead(frame, info, out var datagram, out var bytes);
                if (isMirror || reader.WasFragment)
                    whole?.Write(frame, info);
                if (isMirror)
                    Take(datagram, bytes, info.Timestamp);
            }
        }
    }

    private void Take(in MirrorDatagram datagram, ReadOnlySpan<byte> bytes, long timestamp)
    {
        Packets++;
        CountTime(timestamp);
        Streams.Add(datagram, bytes.Length, timestamp);
        if (!datagram.IsUsable)
            return;
        Directions.Add(StreamKey.Of(datagram), InnerPacket.Read(datagram.PayloadOf(bytes), datagram.Packet));
        Identifications.Add(datagram.Outer.Source, datagram.Identification);
        inner?.Write(timestamp, datagram, bytes);
        ledger?.Add(Arrival.Of(datagram, bytes, timestamp));
    }

    private void CountTime(long timestamp)
    {
        rates.Received(timestamp);
        if (Packets > 1)
            Gaps.Record(Math.Max(0, timestamp - _lastTimestamp));
        _lastTimestamp = timestamp;
        Times = (Math.Min(Times.First, timestamp), Math.Max(Times.Last, timestamp));
    }
}
