using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>Which of the mirrors that select a packet copy it, and in which form: precedence, then each one's policy.</summary>
internal sealed class CopyDecision(TriggerPrecedence precedence, InterfaceSide[] sides)
{
    /// <summary>Turns candidates into hits.</summary>
    public void Decide(in PacketKey key, MirrorHits hits)
    {
        var candidates = hits.Candidates;
        if (precedence == TriggerPrecedence.HighestOnly)
            candidates = candidates.Slice(HighestOf(candidates), 1);
        foreach (ref readonly var candidate in candidates)
            AskPolicy(in key, in candidate, hits);
    }

    private static int HighestOf(ReadOnlySpan<Candidate> candidates)
    {
        var highest = 0;
        for (var i = 1; i < candidates.Length; i++)
        {
            if (candidates[i].Rank < candidates[highest].Rank)
                highest = i;
        }
        return highest;
    }

    private void AskPolicy(in PacketKey key, in Candidate candidate, MirrorHits hits)
    {
        var entry = candidate.Entry;
        ref readonly var payload = ref candidate.FromInner ? ref key.Inner : ref key.Outer;
        if (!Allows(entry.Direction, in key, in candidate))
        {
            hits.Refuse(MissReason.Direction);
            return;
        }
        if (entry.HasConditions && RefusalBy(entry.Mirror, in payload) is var refusal and not MissReason.None)
        {
            hits.Refuse(refusal);
            return;
        }
        var asPpp = entry.Form switch
        {
            CopyForm.Ip => false,
            CopyForm.Ppp => true,
            _ => candidate.FromInner || (payload.PppProtocol != 0 && !key.HasPppoe),
        };
        if (asPpp ? payload.Kind == PayloadKind.None : !payload.IsIp)
        {
            hits.Refuse(MissReason.NotIp);
            return;
        }
        hits.Add(new MirrorHit(entry.Mirror, candidate.FromInner, asPpp));
    }

    private bool Allows(MirrorDirection wanted, in PacketKey key, in Candidate candidate)
    {
        if (wanted == MirrorDirection.Both)
            return true;
        if (candidate.Direction is MirrorDirection.Upstream or MirrorDirection.Downstream)
            return candidate.Direction == wanted;
        var side = key.Interface < sides.Length ? sides[key.Interface] : InterfaceSide.Unknown;
        return PacketDirection.Of(key.Direction, side) == wanted;
    }

    private static MissReason RefusalBy(Mirror mirror, in Payload payload)
    {
        if (mirror.Classifiers.Length > 0 && !AnyFits(mirror.Classifiers, in payload))
            return MissReason.Classifier;
        return AnyFits(mirror.Drop, in payload) ? MissReason.DropPolicy : MissReason.None;
    }

    private static bool AnyFits(Classifier[] classifiers, in Payload payload)
    {
        foreach (var classifier in classifiers)
        {
            if (classifier.Fits(in payload))
                return true;
        }
        return false;
    }
}
