using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Jmirror.Verification.Comparing;

/// <summary>Arrivals that wait for an explanation, in order of arrival and by digest.</summary>
internal sealed class Strays
{
    private readonly record struct Origin(uint Source, ulong Digest, bool IsOfMirrorZero);

    // Strays of one origin, oldest first, linked.
    private record struct Line(Stray Oldest, Stray Newest);

    private readonly Queue<Stray> _byAge = [];
    private readonly Dictionary<Origin, Line> _byOrigin = [];

    public int Count => _byAge.Count;

    public void Add(Stray stray)
    {
        _byAge.Enqueue(stray);
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _byOrigin,
            OriginOf(stray),
            out var exists
        );
        if (exists)
            line.Newest.NextOfOrigin = stray;
        line = new Line(exists ? line.Oldest : stray, stray);
    }

    /// <summary>
    /// Finds the oldest stray with this digest from this router that named mirror 0, or any other stream. It keeps its
    /// place in the order of arrival, marked as taken.
    /// </summary>
    public bool TryTake(uint source, ulong digest, bool ofMirrorZero, [NotNullWhen(true)] out Stray? stray)
    {
        stray = null;
        if (
            _byOrigin.Count == 0
            || !_byOrigin.TryGetValue(new Origin(source, digest, ofMirrorZero), out var line)
        )
            return false;
        stray = line.Oldest;
        stray.IsTaken = true;
        RemoveFromLine(stray);
        return true;
    }

    /// <summary>Takes the oldest stray out if all that was sent before it came is older than <paramref name="windowFirst"/>.</summary>
    public bool TryRemoveOldest(long windowFirst, [NotNullWhen(true)] out Stray? stray)
    {
        if (!_byAge.TryPeek(out stray) || stray.JudgedAt > windowFirst)
            return false;
        _byAge.Dequeue();
        if (!stray.IsTaken)
            RemoveFromLine(stray);
        return true;
    }

    // The oldest of all is the oldest of its line.
    private void RemoveFromLine(Stray oldest)
    {
        var origin = OriginOf(oldest);
        if (oldest.NextOfOrigin is { } next)
            _byOrigin[origin] = _byOrigin[origin] with { Oldest = next };
        else
            _byOrigin.Remove(origin);
    }

    private static Origin OriginOf(Stray stray) =>
        new(
            stray.Arrival.Stream.Source.Value,
            stray.Arrival.Digest,
            stray.Arrival.Stream.MirrorId == FaultRules.ZeroId
        );
}
