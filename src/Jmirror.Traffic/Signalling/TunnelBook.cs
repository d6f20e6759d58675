namespace Jmirror.Traffic.Signalling;

/// <summary>
/// Which L2TP tunnels stand, and how many messages each end has sent through them: the only thing of signalling that is
/// kept, 8 bytes for each tunnel.
/// </summary>
/// <param name="tunnels">How many there are; numbered from 1.</param>
internal sealed class TunnelBook(int tunnels)
{
    private const int Stands = -1;

    private readonly Tunnel[] _tunnels = new Tunnel[tunnels + 1];

    /// <summary>Begins a login: the first one of a tunnel opens it.</summary>
    /// <exception cref="InvalidOperationException">Another login has begun to open it, and is not yet done.</exception>
    public void BeginLogin(int tunnel, int subscriber)
    {
        ref var known = ref _tunnels[tunnel];
        if (known.Opener == 0)
            known.Opener = subscriber;
        else if (known.Opener != Stands)
            throw new InvalidOperationException(
                $"tunnel {tunnel} is still being opened by subscriber {known.Opener}: no other login may begin"
            );
    }

    /// <summary>True from the beginning to the end of the login that opens the tunnel.</summary>
    public bool IsOpener(int tunnel, int subscriber) => _tunnels[tunnel].Opener == subscriber;

    /// <summary>Ends a login: from now on the tunnel stands.</summary>
    public void EndLogin(int tunnel) => _tunnels[tunnel].Opener = Stands;

    /// <summary>Counts a control message; returns the numbers that it carries.</summary>
    /// <param name="tunnel">The tunnel.</param>
    /// <param name="isDownstream">True from the LNS, false from the LAC.</param>
    /// <param name="isAcknowledgement">True for a message without body, which takes no number of its own.</param>
    public (ushort Ns, ushort Nr) Count(int tunnel, bool isDownstream, bool isAcknowledgement)
    {
        ref var known = ref _tunnels[tunnel];
        var numbers = isDownstream ? (known.FromLns, known.FromLac) : (known.FromLac, known.FromLns);
        if (isAcknowledgement)
            return numbers;
        // They begin anew after 65 535 (RFC 2661, section 5.8).
        if (isDownstream)
            known.FromLns++;
        else
            known.FromLac++;
        return numbers;
    }

    private struct Tunnel
    {
        public int Opener;
        public ushort FromLac;
        public ushort FromLns;
    }
}
