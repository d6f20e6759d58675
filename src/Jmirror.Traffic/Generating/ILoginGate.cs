using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// Whom a subscriber's login must pass before its session comes up: a RADIUS server. It is asked when a login is due, and
/// never waited for. Answers are taken, and ends of sessions told, between batches.
/// </summary>
public interface ILoginGate
{
    /// <summary>Asks for a login; the answer comes later.</summary>
    void Ask(int subscriber, in SubscriberSession session);

    /// <summary>Takes an answer.</summary>
    bool TryTakeAnswer(out int subscriber, out bool isAccepted);

    /// <summary>Says that a session is over; all of its packets have been carried.</summary>
    void LoggedOut(int subscriber, in SubscriberSession session);
}
