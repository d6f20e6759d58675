using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// The straight line: frames in, dissected, matched, encapsulated, sent, and every one of them accounted for.
/// </summary>
public sealed class Pump
{
    private readonly MirrorTable _table;
    private readonly WayOut[] _waysOut;
    private readonly RunCounters _counters;
    private readonly Encapsulator _encapsulator;
    private readonly MirrorHits _hits = new();

    /// <summary>Makes a pump.</summary>
    /// <param name="table">The live mirrors.</param>
    /// <param name="waysOut">Where <see cref="MirrorDefinition.WayOut"/> points into.</param>
    /// <param name="counters">What the ways out count into, too.</param>
    public Pump(MirrorTable table, WayOut[] waysOut, RunCounters counters)
    {
        _table = table;
        _waysOut = waysOut;
        _counters = counters;
        _encapsulator = new Encapsulator(counters);
    }

    /// <summary>Carries everything <paramref name="source"/> has, until its end or until cancelled.</summary>
    public void Run(IFrameSource source, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var status = source.Receive(out var batch);
            if (status == ReceiveStatus.End)
                break;
            Carry(batch);
            foreach (var wayOut in _waysOut)
                wayOut.Flush();
        }
        foreach (var wayOut in _waysOut)
            wayOut.Drain(DropReason.Interrupted);
    }

    private void Carry(in FrameBatch batch)
    {
        foreach (ref readonly var info in batch.Frames)
        {
            _counters.Read++;
            _counters.ReadBytes += info.Length;
            var frame = batch.BytesOf(info);
            var outcome = Dissector.Dissect(frame, info, out var key);
            if (outcome != DissectOutcome.Found)
            {
                _counters.Drop(ReasonOf(outcome));
                continue;
            }
            _table.Match(key, _hits);
            if (_hits.Hits.IsEmpty)
            {
                _counters.Miss(_hits.Miss);
                continue;
            }
            _counters.Matched++;
            foreach (ref readonly var hit in _hits.Hits)
            {
                ref readonly var payload = ref hit.FromInner ? ref key.Inner : ref key.Outer;
                _encapsulator.Copy(
                    hit,
                    frame,
                    payload,
                    info.Timestamp,
                    _waysOut[hit.Mirror.Definition.WayOut]
                );
            }
        }
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
