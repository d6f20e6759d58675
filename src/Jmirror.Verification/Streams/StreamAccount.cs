using System.Numerics;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Streams;

/// <summary>What arrived of one mirrored stream.</summary>
public sealed class StreamAccount
{
    private readonly long[] _kinds = new long[(int)MirroredKind.Ppp + 1];

    // Most streams never see a fault: the counters are made with the first one.
    private long[]? _faults;

    internal StreamAccount(StreamKey key) => Key = key;

    /// <summary>Which stream it is.</summary>
    public StreamKey Key { get; }

    /// <summary>Mirror datagrams.</summary>
    public long Packets { get; private set; }

    /// <summary>Bytes of the mirrored packets.</summary>
    public long InnerBytes { get; private set; }

    /// <summary>Bytes of the outer IP datagrams, headers included.</summary>
    public long OuterBytes { get; private set; }

    /// <summary>Earliest timestamp, nanoseconds since 1970-01-01 UTC.</summary>
    public long FirstTimestamp { get; private set; } = long.MaxValue;

    /// <summary>Latest timestamp, nanoseconds since 1970-01-01 UTC.</summary>
    public long LastTimestamp { get; private set; } = long.MinValue;

    /// <summary>How many of the mirrored packets were of this kind.</summary>
    public long CountOf(MirroredKind kind) => _kinds[(int)kind];

    /// <summary>How many datagrams had this one fault.</summary>
    public long CountOf(MirrorFaults fault) => _faults is null ? 0 : _faults[MirrorFaultTexts.IndexOf(fault)];

    internal void Add(in MirrorDatagram datagram, int outerLength, long timestamp)
    {
        Packets++;
        InnerBytes += datagram.PayloadLength;
        OuterBytes += outerLength;
        FirstTimestamp = Math.Min(FirstTimestamp, timestamp);
        LastTimestamp = Math.Max(LastTimestamp, timestamp);
        _kinds[(int)datagram.Packet.Kind]++;
        if (datagram.Faults != MirrorFaults.None)
            AddFaults((uint)datagram.Faults);
    }

    private void AddFaults(uint faults)
    {
        _faults ??= new long[MirrorFaultTexts.All.Count];
        for (; faults != 0; faults &= faults - 1)
            _faults[BitOperations.TrailingZeroCount(faults)]++;
    }
}
