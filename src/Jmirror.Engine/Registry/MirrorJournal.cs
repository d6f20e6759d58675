using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>Writes the registry's lines of the secure log.</summary>
internal sealed class MirrorJournal(IMirrorLog log, TimeProvider time)
{
    private const int NanosecondsPerTick = 100;

    private static readonly string[] EndWords = Words.Of<SessionEnd>();

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    public long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>The reason's word in the log.</summary>
    public static string WordOf(SessionEnd reason) => EndWords[(int)reason];

    public void Started(LiveRequest live, Mirror mirror) => Write(MirrorEventKind.Start, live, mirror, null);

    public void Ended(LiveRequest live, Mirror mirror, string reason) =>
        Write(MirrorEventKind.End, live, mirror, reason);

    /// <summary>A request could not be carried out for a session.</summary>
    public void Failure(LiveRequest live, MirrorTarget target, string reason) =>
        Write(
            new MirrorEvent(
                Now,
                MirrorEventKind.Failure,
                live.Request.Origin,
                target.Handle?.MirrorId,
                target.Handle?.SessionId,
                TriggerWords.Of(live.Request.Selector),
                reason
            )
        );

    public void Write(in MirrorEvent line) => log.Write(line);

    private void Write(MirrorEventKind kind, LiveRequest live, Mirror mirror, string? reason) =>
        Write(
            new MirrorEvent(
                Now,
                kind,
                live.Request.Origin,
                mirror.Definition.Header?.MirrorId,
                mirror.Definition.Header?.SessionId,
                TriggerWords.Of(live.Request.Selector),
                reason
            )
        );
}
