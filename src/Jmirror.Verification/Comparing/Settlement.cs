using System.Diagnostics.CodeAnalysis;
using Jmirror.Engine.Impairing;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// Settles what became of packets that did not arrive as themselves, and what the arrivals are that are no packet of
/// the stream that they name.
/// </summary>
internal sealed class Settlement(ComparisonOptions options, FaultAccounts faults)
{
    private readonly Strays _strays = new();

    /// <summary>What came under names that are not in the ledger, and was no misdirected packet.</summary>
    public ForeignStreams Foreign { get; } = new(options.ForeignStreams);

    /// <summary>Arrivals under such names that wait for an explanation.</summary>
    public long WaitingWithoutStream { get; private set; }

    /// <summary>Keeps an arrival until all that was sent before it came has had its turn.</summary>
    /// <param name="arrival">What came.</param>
    /// <param name="stream">The stream that it names; null when the ledger has none of this name.</param>
    /// <param name="windowEnd">End of the window when it came.</param>
    public void Wait(in Arrival arrival, StreamComparison? stream, long windowEnd)
    {
        var place = 0L;
        if (stream is not null)
        {
            stream.StraysWaiting++;
            place = Math.Min(stream.Highest + ++stream.StraysInARow, stream.Figures.Sent);
        }
        else
        {
            WaitingWithoutStream++;
        }
        _strays.Add(
            new Stray
            {
                Arrival = arrival,
                Stream = stream,
                Place = place,
                Behind = stream?.Highest ?? 0,
                JudgedAt = windowEnd,
            }
        );
        if (_strays.Count > options.WindowPackets && _strays.TryRemoveOldest(long.MaxValue, out var oldest))
            Judge(oldest);
    }

    /// <summary>
    /// Takes a packet that leaves the window without having arrived: a hole. An arrival with its digest fills it at once;
    /// an altered one may, once all that was sent before that came has had its turn.
    /// </summary>
    public void Take(in SentEntry entry, StreamComparison stream)
    {
        if (FaultRules.MayBeMisdirected(entry.Fault) && TryFindElsewhere(entry, stream, out var stray))
        {
            Redirect(stray, stream, entry.Fault);
            return;
        }
        stream.Holes.Add(new Hole(entry.Position, entry.Length, entry.Time, IsFilled: false, entry.Fault));
        if (stream.StraysWaiting == 0)
            LoseHolesBefore(long.MaxValue, stream);
    }

    /// <summary>Judges the arrivals before which nothing was sent that is still in the window.</summary>
    public void JudgeUpTo(long windowFirst)
    {
        while (_strays.TryRemoveOldest(windowFirst, out var stray))
            Judge(stray);
    }

    // What names mirror 0 is first of all what was sent so on purpose.
    private bool TryFindElsewhere(
        in SentEntry entry,
        StreamComparison stream,
        [NotNullWhen(true)] out Stray? stray
    )
    {
        var source = stream.Key.Source.Value;
        if (entry.Fault == FaultKind.IdZero && _strays.TryTake(source, entry.Digest, true, out stray))
            return true;
        return _strays.TryTake(source, entry.Digest, false, out stray)
            || (
                faults.InjectedOf(FaultKind.IdZero) == 0
                && _strays.TryTake(source, entry.Digest, true, out stray)
            );
    }

    // The stray is a packet of this stream, byte for byte, under another name.
    private void Redirect(Stray stray, StreamComparison stream, FaultKind fault)
    {
        stream.Figures.Misdirected++;
        stream.MisdirectedTo ??= stray.Arrival.Stream;
        if (stray.Stream is { } named)
            named.Figures.Strayed++;
        var isMalformed = fault == FaultKind.IdZero && stray.Arrival.Stream.MirrorId == FaultRules.ZeroId;
        faults.Close(fault, isMalformed ? Finding.Malformed : Finding.Misdirected);
    }

    private void Judge(Stray stray)
    {
        if (stray.Stream is not { } stream)
        {
            WaitingWithoutStream--;
            if (!stray.IsTaken)
                Foreign.Add(stray.Arrival.Stream);
            return;
        }
        stream.StraysWaiting--;
        if (!stray.IsTaken)
            JudgeAltered(stray, stream);
        // Later strays have later places.
        LoseHolesBefore(stream.StraysWaiting == 0 ? long.MaxValue : stray.Place - SentWindow.NearBy, stream);
    }

    private void JudgeAltered(Stray stray, StreamComparison stream)
    {
        if (stream.Holes.FillNear(stray) is not { } hole)
        {
            stream.Figures.Foreign++;
        }
        else if (stray.Arrival.Length < hole.Length)
        {
            stream.Figures.Truncated++;
            faults.Close(hole.Fault, Finding.Truncated);
        }
        else
        {
            stream.Figures.Corrupted++;
            faults.Close(hole.Fault, Finding.Corrupted);
        }
    }

    private void LoseHolesBefore(long position, StreamComparison stream)
    {
        while (stream.Holes.TryTakeBefore(position, out var hole))
        {
            stream.Lose(hole);
            options.Rates?.Lost(hole.Time);
            faults.Close(hole.Fault, Finding.Lost);
        }
    }
}
