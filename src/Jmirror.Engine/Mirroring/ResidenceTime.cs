using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Measuring;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// How long copies stay in the emulator: from the capture of the mirrored frame until the way out has taken the
/// copy. Both are readings of the wall clock, so a step of that clock shows.
/// </summary>
/// <param name="time">The clock that frames of a live source are stamped by.</param>
public sealed class ResidenceTime(TimeProvider time)
{
    /// <summary>The times, nanoseconds. One thread writes.</summary>
    public Histogram Times { get; } = new();

    /// <summary>Records datagrams that were taken just now. A copy in pieces counts with its last one.</summary>
    internal void Record(ReadOnlySpan<Datagram> datagrams)
    {
        if (datagrams.IsEmpty)
            return;
        var now = UnixTime.Now(time);
        foreach (ref readonly var datagram in datagrams)
        {
            if (datagram.Part != CopyPart.Piece)
                Times.Record(now - datagram.Timestamp);
        }
    }
}
