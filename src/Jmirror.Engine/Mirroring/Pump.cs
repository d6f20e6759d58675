using System.Runtime.CompilerServices;
using Jmirror.Engine.Accounting;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// A part of the mirrors, for one thread of several. All threads read all frames and follow the same schedule; each
/// makes the copies of its own mirrors, so the order within a mirror is kept without a word between threads.
/// </summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are.</param>
public readonly record struct PumpShare(int Index, int Count)
{
    /// <summary>All mirrors, for one thread alone.</summary>
    public static PumpShare Whole { get; } = new(0, 1);

    /// <summary>True when this part has the mirror.</summary>
    public bool Has(Mirror mirror) => Count == 1 || mirror.Number % Count == Index;
}

/// <summary>
/// The straight line: frames in, dissected, matched, paced, encapsulated, sent, and every one of them accounted for.
/// </summary>
public sealed class Pump
{
    private readonly MirrorTable _table;
    private readonly WaysOut _waysOut;
    private readonly RunCounters _read;
    private readonly Pacer _pacer;
    private readonly Encapsulator _encapsulator;
    private readonly MirrorHits _hits = new();
    private readonly byte[] _scratch = new byte[Segmenter.ScratchLength];
    private readonly PumpShare _share;
    private readonly OwnOutput? _ownOutput;
    private readonly ILearner? _learner;
    private readonly SessionAccounts? _accounts;
    private long _copiesLeft;

    /// <summary>Makes a pump.</summary>
    /// <param name="table">The live mirrors.</param>
    /// <param name="waysOut">Where <see cref="MirrorDefinition.WayOut"/> points into.</param>
    /// <param name="counters">What the ways out count into, too.</param>
    /// <param name="pacer">When each copy may leave.</param>
    /// <param name="share">Which mirrors this pump carries.</param>
    /// <param name="limit">Copies, of all shares together, after which the run ends.</param>
    /// <param name="ownOutput">What must not be mirrored again; null where copies cannot come back.</param>
    /// <param name="learner">Who sees signalling before it is matched; null where nothing is to be learned.</param>
    /// <param name="accounts">Sessions whose traffic is counted, mirrored or not; null where nobody asks.</param>
    public Pump(
        MirrorTable table,
        WaysOut waysOut,
        RunCounters counters,
        Pacer pacer,
        PumpShare share,
        long limit = long.MaxValue,
        OwnOutput? ownOutput = null,
        ILearner? learner = null,
        SessionAccounts? accounts = null
    )
    {
        _table = table;
        _waysOut = waysOut;
        // Every share reads all frames; only the first one counts them.
        _read = share.Index == 0 ? counters : new RunCounters();
        _pacer = pacer;
        _encapsulator = new Encapsulator(counters);
        _share = share;
        _copiesLeft = limit;
        _ownOutput = ownOutput;
        _learner = learner;
        _accounts = share.Index == 0 ? accounts : null;
    }

    /// <summary>Frames carried so far.</summary>
    public long Read => _read.Read;

    /// <summary>
    /// Carries everything <paramref name="source"/> has. False: the limit is reached or the run was cancelled. May be
    /// called again with the next pass or the next source; <see cref="Finish"/> ends it all.
    /// </summary>
    public bool Run(IFrameSource source, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var status = source.Receive(out var batch);
            if (status == ReceiveStatus.End)
                return true;
            var goesOn = Carry(batch, cancellation);
            Flush();
            if (!goesOn)
                return false;
        }
        return false;
    }

    /// <summary>Waits, within their patience, for ways out that still hold copies, and counts what they never took.</summary>
    public void Finish()
    {
        foreach (var wayOut in _waysOut.All)
            wayOut.Drain(DropReason.Interrupted);
    }

    private bool Carry(in FrameBatch batch, CancellationToken cancellation)
    {
        foreach (ref readonly var info in batch.Frames)
        {
            _read.Read++;
            _read.ReadBytes += info.Length;
            var frame = batch.BytesOf(info);
            var outcome = Dissector.Dissect(frame, info, out var key);
            if (_learner is not null && Signalling.MayTeach(key, outcome))
                _learner.See(frame, info, key, outcome);
            if (outcome != DissectOutcome.Found)
            {
                _read.Drop(ReasonOf(outcome));
                continue;
            }
            if (_accounts is { IsEmpty: false })
                Account(_accounts, frame, info, key);
            _table.Match(key, _hits);
            if (_hits.Hits.IsEmpty)
            {
                _read.Miss(_hits.Miss);
                continue;
            }
            if (_ownOutput is not null && _ownOutput.Is(key))
            {
                _read.Drop(DropReason.OwnOutput);
                continue;
            }
            _read.Matched++;
            foreach (ref readonly var hit in _hits.Hits)
            {
                ref readonly var payload = ref hit.FromInner ? ref key.Inner : ref key.Outer;
                var goesOn = info.IsFinished
                    ? Copy(hit, frame, payload, info.Timestamp, cancellation)
                    : CopyFinished(hit, frame, payload, info, cancellation);
                if (!goesOn)
                    return false;
            }
        }
        return true;
    }

    private void Account(
        SessionAccounts accounts,
        ReadOnlySpan<byte> frame,
        in FrameInfo info,
        in PacketKey key
    )
    {
        accounts.Match(key, _hits);
        foreach (ref readonly var hit in _hits.Hits)
        {
            ref readonly var payload = ref hit.FromInner ? ref key.Inner : ref key.Outer;
            var packet = frame.Slice(payload.Offset, payload.Length);
            var isCut = info.SegmentSize != 0 && !hit.FromInner;
            if (!isCut || !Segmenter.TryBegin(packet, payload, info.SegmentSize, _scratch, out var segmenter))
            {
                hit.Mirror.CountCopy(packet.Length, _read);
                continue;
            }
            while (segmenter.TryNext(out var segment))
                hit.Mirror.CountCopy(segment.Length, _read);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Copy(
        in MirrorHit hit,
        ReadOnlySpan<byte> frame,
        in Payload payload,
        long timestamp,
        CancellationToken cancellation
    )
    {
        if (!MayLeave(timestamp, Encapsulator.LengthOf(hit, payload), cancellation))
            return false;
        if (_share.Has(hit.Mirror))
        {
            var wayOut = _waysOut[hit.Mirror.Definition.WayOut];
            _encapsulator.Copy(hit, frame, payload, timestamp, wayOut);
        }
        return --_copiesLeft != 0;
    }

    // Offloads of the capturing host left something to be done: each packet that was on the wire is a copy of its own.
    private bool CopyFinished(
        in MirrorHit hit,
        ReadOnlySpan<byte> frame,
        in Payload payload,
        in FrameInfo info,
        CancellationToken cancellation
    )
    {
        var packet = frame.Slice(payload.Offset, payload.Length);
        // Further messages of a tunnel's super-frame may belong to other sessions.
        var isTunnel = hit.FromInner && info.SegmentSize != 0;
        if (isTunnel || !Segmenter.TryBegin(packet, payload, info.SegmentSize, _scratch, out var segmenter))
        {
            if (_share.Has(hit.Mirror))
                _encapsulator.Refuse(hit, payload, DropReason.SuperFrame);
            return --_copiesLeft != 0;
        }
        while (segmenter.TryNext(out var segment))
        {
            var whole = payload with { Offset = 0, Length = segment.Length };
            if (!Copy(hit, segment, whole, info.Timestamp, cancellation))
                return false;
        }
        return true;
    }

    // What is ready leaves before the wait, not after it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayLeave(long timestamp, int length, CancellationToken cancellation) =>
        _pacer.TryTake(timestamp, length) || WaitToLeave(timestamp, length, cancellation);

    private bool WaitToLeave(long timestamp, int length, CancellationToken cancellation)
    {
        do
        {
            Flush();
            if (!_pacer.WaitUntilDue(cancellation))
                return false;
        } while (!_pacer.TryTake(timestamp, length));
        return true;
    }

    private void Flush()
    {
        foreach (var wayOut in _waysOut.All)
            wayOut.Flush();
    }

    private static DropReason ReasonOf(DissectOutcome outcome) =>
        outcome switch
        {
            DissectOutcome.NonIp => DropReason.NonIp,
            DissectOutcome.Truncated => DropReason.Truncated,
            DissectOutcome.UnsupportedLinkType => DropReason.UnsupportedLinkType,
            _ => DropReason.Malformed,
        };
}
