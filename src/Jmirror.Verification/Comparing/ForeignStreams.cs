using System.Runtime.InteropServices;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Comparing;

/// <summary>Streams that are not in the ledger, and how many packets that nobody sent came under each name.</summary>
/// <param name="maxListed">Streams kept by name.</param>
public sealed class ForeignStreams(int maxListed)
{
    private readonly Dictionary<StreamKey, long> _packets = [];

    /// <summary>Packets in all.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets of streams for whose names there was no room.</summary>
    public long UnlistedPackets { get; private set; }

    /// <summary>Packets by stream.</summary>
    public IReadOnlyDictionary<StreamKey, long> Listed => _packets;

    internal void Add(in StreamKey key)
    {
        Packets++;
        if (_packets.Count >= maxListed && !_packets.ContainsKey(key))
            UnlistedPackets++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_packets, key, out _)++;
    }
}
