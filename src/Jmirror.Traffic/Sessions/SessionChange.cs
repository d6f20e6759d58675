namespace Jmirror.Traffic.Sessions;

/// <summary>A session begins or ends.</summary>
/// <param name="Subscriber">Whose; from 1.</param>
/// <param name="IsLogin">True: it begins, false: it ends.</param>
/// <param name="Time">When, nanoseconds from the start of the run.</param>
public readonly record struct SessionChange(int Subscriber, bool IsLogin, long Time);

/// <summary>Where a subscriber's session stands.</summary>
public enum SessionPhase : byte
{
    /// <summary>There is none.</summary>
    Offline,

    /// <summary>It is being set up; no traffic yet.</summary>
    LoggingIn,

    /// <summary>It stands.</summary>
    Online,

    /// <summary>It is being taken down; no traffic any more.</summary>
    LoggingOut,
}

/// <summary>A subscriber's session.</summary>
/// <param name="SessionId">The mirror header's session id and the number of its Acct-Session-Id; new with each login.</param>
/// <param name="LinkSession">
/// PPPoE session id, or the L2TP session id that the access concentrator assigned, 1 to 65 534; no other live session of
/// the same link has it. The L2TP network server's is 65 535 less this. 0 for access without sessions.
/// </param>
/// <param name="Phase">Where it stands.</param>
public readonly record struct SubscriberSession(uint SessionId, ushort LinkSession, SessionPhase Phase);
