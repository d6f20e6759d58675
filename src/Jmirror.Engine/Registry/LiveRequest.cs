using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>A request that was taken in, and the mirrors under it.</summary>
internal sealed class LiveRequest(long number, MirrorRequest request, long added) : INumbered
{
    /// <inheritdoc/>
    public long Number { get; } = number;

    /// <summary>What was asked for.</summary>
    public MirrorRequest Request { get; set; } = request;

    /// <summary>When, nanoseconds since 1970-01-01 UTC.</summary>
    public long Added { get; set; } = added;

    /// <summary>Its mirrors, by number of the session; 0 for selection by packets.</summary>
    public SortedList<long, Mirror> Mirrors { get; } = [];

    /// <summary>What providers are told of it.</summary>
    public RequestState State => new(Number, Request, Added, [.. Mirrors.Select(one => (one.Key, one.Value))]);

    /// <summary>True when it selects this session, now.</summary>
    public bool Fits(Subscriber session) =>
        Request.Selector switch
        {
            { Session: { } number } => number == session.Number,
            { Identities: { } identities } => session.HasAll(identities),
            _ => false,
        };
}
