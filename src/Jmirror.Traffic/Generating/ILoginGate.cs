using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// Whom a subscriber's login must pass before its session comes up: a RADIUS server. Asked and answered between batches,
/// so that no packet waits.
/// </summary>
public interface ILoginGate
{
    /// <summary>Asks for a login; the answer comes later.</summary>
    void Ask(int subscriber, in SubscriberSession session);

    /// <summary>Takes an answer.</summary>
    bool TryTakeAnswer(out int subscriber, out bool isAccepted);

    /// <summary>Says that a session is over.</summary>
    void LoggedOut(int subscriber, in SubscriberSession session);
}
