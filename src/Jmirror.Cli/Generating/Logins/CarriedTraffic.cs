using Jmirror.Engine.Accounting;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>
/// What each subscriber's session has carried: IP packets and their bytes, without what is in front of them. Those who
/// send write; a reader meanwhile sees figures a moment old.
/// </summary>
/// <param name="subscribers">How many there are.</param>
internal sealed class CarriedTraffic(int subscribers)
{
    private readonly Tally[] _tallies = new Tally[subscribers + 1];

    /// <summary>Counts a packet. Signalling and PPP control are no traffic of the subscriber.</summary>
    public void Add(in GeneratedPacket packet)
    {
        if (packet.Kind is not (GeneratedKind.Ipv4 or GeneratedKind.Ipv6))
            return;
        ref var tally = ref _tallies[packet.Owner.Subscriber];
        if (packet.IsDownstream)
        {
            tally.PacketsDown++;
            tally.BytesDown += packet.Length;
        }
        else
        {
            tally.PacketsUp++;
            tally.BytesUp += packet.Length;
        }
    }

    /// <summary>What a session has carried so far.</summary>
    public SessionTraffic this[int subscriber]
    {
        get
        {
            ref var tally = ref _tallies[subscriber];
            return new SessionTraffic(
                Volatile.Read(ref tally.PacketsUp),
                Volatile.Read(ref tally.BytesUp),
                Volatile.Read(ref tally.PacketsDown),
                Volatile.Read(ref tally.BytesDown)
            );
        }
    }

    /// <summary>The same of a session that is over; the subscriber's next one begins with nothing. The sender's to call.</summary>
    public SessionTraffic Take(int subscriber)
    {
        var traffic = this[subscriber];
        _tallies[subscriber] = default;
        return traffic;
    }

    private struct Tally
    {
        public long PacketsUp;
        public long BytesUp;
        public long PacketsDown;
        public long BytesDown;
    }
}
