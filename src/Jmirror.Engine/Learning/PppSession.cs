using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>One of the two ends of a PPP link, in whatever order the link below tells them apart.</summary>
internal enum LinkEnd : byte
{
    /// <summary>The link below does not say.</summary>
    Unknown,

    /// <summary>One of them.</summary>
    First,

    /// <summary>The other.</summary>
    Second,
}

/// <summary>
/// What is known of one PPP link. Which end is the subscriber's comes from below (PPPoE discovery, L2TP) or, where
/// the capture began too late for that, from what the ends say; until it is known, nothing can be told.
/// </summary>
internal sealed class PppSession
{
    // Long enough for frames that were under way when the session ended; PPP itself tries again after 3 seconds.
    private const long Aftermath = 3 * FrameTime.Second;
    private const long RefreshInterval = 30 * FrameTime.Second;

    private readonly SubscriberInterface _ofFirst;
    private readonly SubscriberInterface _ofSecond;
    private bool _hasHeardFirst;
    private bool _hasHeardSecond;
    private long? _lastTold;
    private long? _ended;

    /// <summary>A link whose two ends would be different subscriber interfaces.</summary>
    public PppSession(SubscriberInterface ofFirst, SubscriberInterface ofSecond) =>
        (_ofFirst, _ofSecond) = (ofFirst, ofSecond);

    /// <summary>A link that looks the same whichever end is the subscriber's.</summary>
    public PppSession(SubscriberInterface either)
        : this(either, either) { }

    /// <summary>The subscriber's end, as far as it is known.</summary>
    public LinkEnd Client { get; private set; }

    /// <summary>When PADS confirmed the session; null when that was not seen.</summary>
    public long? Confirmed { get; set; }

    /// <summary>The name that awaits its acknowledgement; null when none does.</summary>
    public string? ClaimedName { get; set; }

    /// <summary>Identifier of the packet with <see cref="ClaimedName"/>.</summary>
    public byte ClaimIdentifier { get; set; }

    /// <summary>Identifier of the client's last IPCP Configure-Request; null when none was seen.</summary>
    public byte? RequestIdentifier { get; set; }

    /// <summary>The address that the client asked for last, and that nothing has confirmed; 0.0.0.0 when there is none.</summary>
    public Ipv4Address RequestedAddress { get; set; }

    /// <summary>The address that a Configure-Nak offered; 0.0.0.0 when none was seen.</summary>
    public Ipv4Address OfferedAddress { get; set; }

    /// <summary>The prefixes that the router last advertised.</summary>
    public IReadOnlyList<IpPrefix> AdvertisedPrefixes { get; set; } = [];

    /// <summary>True once a Terminate-Request was seen.</summary>
    public bool IsTerminating { get; set; }

    /// <summary>What the subscriber's packets look like; null as long as the subscriber's end is not known.</summary>
    public SubscriberInterface? Interface =>
        ReferenceEquals(_ofFirst, _ofSecond)
            ? _ofFirst
            : Client switch
            {
                LinkEnd.First => _ofFirst,
                LinkEnd.Second => _ofSecond,
                _ => null,
            };

    /// <summary>
    /// True when the subscriber's end is known and the router's was never heard: the capture holds one direction, and
    /// there will be no answers to wait for.
    /// </summary>
    public bool IsOneSided =>
        Client switch
        {
            LinkEnd.First => !_hasHeardSecond,
            LinkEnd.Second => !_hasHeardFirst,
            _ => false,
        };

    /// <summary>True once the session has ended.</summary>
    public bool IsOver => _ended is not null;

    /// <summary>The other end.</summary>
    public static LinkEnd Opposite(LinkEnd end) =>
        end switch
        {
            LinkEnd.First => LinkEnd.Second,
            LinkEnd.Second => LinkEnd.First,
            _ => LinkEnd.Unknown,
        };

    /// <summary>Notes that an end has spoken.</summary>
    public void Hear(LinkEnd end)
    {
        _hasHeardFirst |= end == LinkEnd.First;
        _hasHeardSecond |= end == LinkEnd.Second;
    }

    /// <summary>Takes an end for the subscriber's, unless that was decided before: the first evidence stands.</summary>
    public void Decide(LinkEnd client)
    {
        if (Client == LinkEnd.Unknown)
            Client = client;
    }

    /// <summary>False when the end is known not to be the subscriber's.</summary>
    public bool MayBeClient(LinkEnd end) =>
        end == LinkEnd.Unknown || Client == LinkEnd.Unknown || end == Client;

    /// <summary>False when the end is known not to be the router's.</summary>
    public bool MayBeRouter(LinkEnd end) =>
        end == LinkEnd.Unknown || Client == LinkEnd.Unknown || end != Client;

    /// <summary>Notes that something was told.</summary>
    public void NoteTold(long time) => _lastTold = time;

    /// <summary>True when nothing was told for so long that a sign of life is worth telling.</summary>
    public bool NeedsRefresh(long time) =>
        _lastTold is not { } told || !FrameTime.IsWithin(RefreshInterval, time, told);

    /// <summary>Ends the session.</summary>
    public void End(long time) => _ended = time;

    /// <summary>True so long after the end that what is seen belongs to another session of the same name.</summary>
    public bool IsHistory(long time) => _ended is { } ended && !FrameTime.IsWithin(Aftermath, time, ended);
}
