namespace Jmirror.Engine.Registry;

/// <summary>What a line of the secure log is about.</summary>
public enum MirrorEventKind : byte
{
    /// <summary>A mirror began to copy.</summary>
    Start,

    /// <summary>A mirror ended.</summary>
    End,

    /// <summary>
    /// A provider's request was acknowledged, and no mirror began or ended for it by itself: the reason says what it
    /// came to.
    /// </summary>
    Answer,

    /// <summary>A request could not be carried out, or a provider refused it.</summary>
    Failure,
}

/// <summary>
/// A line of the secure log (JUNOSe: <c>show mirror log</c>). It names targets: it goes to the secure log and to
/// authorized readers of the API, never to the ordinary log.
/// </summary>
/// <param name="Time">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Origin">Who asked for the mirror.</param>
/// <param name="MirrorId">Mirror id; null where there is no header, or a refused request had none.</param>
/// <param name="SessionId">Session id, likewise.</param>
/// <param name="Trigger">What selects, in words: <c>username alice@isp.example</c>.</param>
/// <param name="Reason">Why, for all but starts: one clause without a full stop.</param>
public readonly record struct MirrorEvent(
    long Time,
    MirrorEventKind Kind,
    MirrorOrigin Origin,
    uint? MirrorId,
    uint? SessionId,
    string Trigger,
    string? Reason
);

/// <summary>Keeps the secure log.</summary>
public interface IMirrorLog
{
    /// <summary>Called under the control plane's lock, in order; must not block for long.</summary>
    void Write(in MirrorEvent line);
}
