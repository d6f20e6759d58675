using Jmirror.Engine.Accounting;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>
/// What the providers (configuration, RADIUS, DTCP, API) talk to. Calls come from any thread and are carried out one
/// after the other; when one returns, packets are treated as it says. A call that fails changes nothing.
/// </summary>
public interface IControlPlane
{
    /// <summary>The ways out that requests may use.</summary>
    IAnalyzers Analyzers { get; }

    /// <summary>Takes a request in.</summary>
    RequestAnswer Add(MirrorRequest request);

    /// <summary>
    /// Puts a request in the place of another under the same number. A mirror whose selection stays copies without a
    /// gap: each packet under the old header or the new one.
    /// </summary>
    RequestAnswer Replace(long number, MirrorRequest request);

    /// <summary>
    /// Gives a request another target for logins that come: mirrors that live already stay as they are until they
    /// end. A selection by packets knows no logins: its target changes at once.
    /// </summary>
    RequestAnswer RetargetLaterLogins(long number, MirrorTarget target);

    /// <summary>Deletes a request and ends its mirrors; false when there is none of this number.</summary>
    /// <param name="number">What <see cref="Add"/> gave.</param>
    /// <param name="reason">For the secure log, one clause.</param>
    bool Delete(long number, string reason);

    /// <summary>A request with its live mirrors; null when there is none of this number.</summary>
    RequestState? Show(long number);

    /// <summary>Requests in order of number, from behind <paramref name="after"/> on, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<RequestState> List(long after, int limit);

    /// <summary>The live sessions that have all of these identities and, where one is given, this address. At least one must be given.</summary>
    IReadOnlyList<Subscriber> FindSubscribers(
        IReadOnlyList<SubscriberIdentity> identities,
        UInt128? address = null
    );

    /// <summary>One live session; null when there is none of this number.</summary>
    Subscriber? ShowSubscriber(long number);

    /// <summary>Live sessions in order of number, like <see cref="List"/>.</summary>
    IReadOnlyList<Subscriber> ListSubscribers(long after, int limit);

    /// <summary>
    /// The account of a live session: its traffic is counted from the first call on, until it ends. Null when there is
    /// no session of this number.
    /// </summary>
    SessionAccount? Account(long session);

    /// <summary>Ends a session; false when there is none of this number, or it is one of the configuration.</summary>
    bool LogOut(long session, SessionEnd reason);

    /// <summary>Logs in an entry of the configuration; it lives until it is removed. Returns the number of its session.</summary>
    long AddStatic(StaticSubscriber subscriber);

    /// <summary>Logs out an entry of the configuration; false when there is none of this number.</summary>
    bool RemoveStatic(long session);

    /// <summary>Takes in what a provider or the learner saw of a subscriber.</summary>
    void See(Sighting sighting);

    /// <summary>Writes a line of the secure log that no request stands behind: what a provider refused.</summary>
    void Log(in MirrorEvent line);
}

/// <summary>What became of a request.</summary>
/// <param name="Number">Its number, from 1, never given twice in a run; 0 when it failed.</param>
/// <param name="Problem">Why it failed: one clause without a full stop, without target or secret; null when it did not.</param>
public readonly record struct RequestAnswer(long Number, string? Problem)
{
    /// <summary>True when the request lives.</summary>
    public bool Succeeded => Problem is null;
}

/// <summary>A request and what lives under it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Added">When it was taken in or last replaced, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Mirrors">Its live mirrors, each with its session; 0 for selection by packets.</param>
public sealed record RequestState(
    long Number,
    MirrorRequest Request,
    long Added,
    IReadOnlyList<(long Session, Matching.Mirror Mirror)> Mirrors
);
