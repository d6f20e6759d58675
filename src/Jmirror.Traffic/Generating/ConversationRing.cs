using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// The conversations of one kind of traffic that go on at the same time. Each gives one packet in turn; one that is over
/// makes room for another subscriber's.
/// </summary>
/// <param name="online">Who may take part.</param>
/// <param name="sessions">Their sessions.</param>
/// <param name="subscribers">Subscribers of the population.</param>
/// <param name="isEven">True: a conversation for each subscriber, all the time.</param>
internal sealed class ConversationRing(
    OnlineSubscribers online,
    SessionBook sessions,
    int subscribers,
    bool isEven
)
{
    // Enough to mix subscribers well, few enough to stay in the cache.
    private const int Usual = 1024;

    private readonly Conversation[] _conversations = new Conversation[
        isEven ? subscribers + 1 : Math.Min(subscribers, Usual)
    ];
    private int _turn;
    private int _candidate;

    /// <summary>The conversation that was taken.</summary>
    public ref Conversation this[int place] => ref _conversations[place];

    /// <summary>
    /// Takes the next conversation. True with a subscriber when a new one has to begin in its place. False: nobody is
    /// there to take part.
    /// </summary>
    public bool TryTake(out int place, out int newcomer)
    {
        newcomer = 0;
        place = 0;
        if (online.Count == 0)
            return false;
        if (isEven)
        {
            _turn = _turn + 1 < online.Count ? _turn + 1 : 0;
            place = online[_turn];
            if (!GoesOn(_conversations[place]))
                newcomer = place;
            return true;
        }
        _turn = _turn + 1 < _conversations.Length ? _turn + 1 : 0;
        place = _turn;
        if (!GoesOn(_conversations[place]))
        {
            _candidate = _candidate + 1 < online.Count ? _candidate + 1 : 0;
            newcomer = online[_candidate];
        }
        return true;
    }

    private bool GoesOn(in Conversation conversation)
    {
        if (conversation.Subscriber == 0)
            return false;
        ref readonly var session = ref sessions[conversation.Subscriber];
        return session.Phase == SessionPhase.Online && session.SessionId == conversation.SessionId;
    }
}
