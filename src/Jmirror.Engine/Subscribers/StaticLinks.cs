using System.Numerics;
using System.Runtime.InteropServices;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Entries of the configuration by the subscriber interface that they state. What is seen within it is of that
/// entry: <c>outer-vlan: 7</c> says that whoever is on VLAN 7 is this subscriber, and a session learned there as
/// well would be mirrored twice. The entry that states most goes first.
/// </summary>
internal sealed class StaticLinks
{
    private readonly List<(LinkParts Parts, Dictionary<SubscriberInterface, Subscriber[]> Entries)> _shapes =
    [];

    [Flags]
    private enum LinkParts : byte
    {
        None = 0,
        Interface = 1,
        OuterVlan = 2,
        InnerVlan = 4,
        PppoeSession = 8,
        Mac = 16,
    }

    /// <summary>Takes an entry in. One that states addresses, too, or an L2TP session, covers nothing else.</summary>
    public void Add(Subscriber entry)
    {
        if (!Covers(entry) || entry.Interface is not { } link)
            return;
        var entries = EntriesOf(PartsOf(link));
        ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, link, out _);
        same = [.. same ?? [], entry];
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(Subscriber entry)
    {
        if (!Covers(entry) || entry.Interface is not { } link)
            return;
        var entries = EntriesOf(PartsOf(link));
        Subscriber[] rest = [.. entries[link].Where(one => one != entry)];
        if (rest.Length > 0)
            entries[link] = rest;
        else
            entries.Remove(link);
    }

    /// <summary>The entry within whose subscriber interface another one lies; null when there is none.</summary>
    public Subscriber? Covering(SubscriberInterface seen)
    {
        if (seen.L2tp is not null)
            return null;
        foreach (var (parts, entries) in _shapes)
        {
            if (entries.TryGetValue(Only(parts, seen), out var found))
                return found[0];
        }
        return null;
    }

    private static bool Covers(Subscriber entry) =>
        entry.StaticTriggers!.All(trigger => trigger.Address is null)
        && entry.Interface is { L2tp: null } link
        && PartsOf(link) != LinkParts.None;

    private Dictionary<SubscriberInterface, Subscriber[]> EntriesOf(LinkParts parts)
    {
        var place = 0;
        for (; place < _shapes.Count && CountOf(_shapes[place].Parts) >= CountOf(parts); place++)
        {
            if (_shapes[place].Parts == parts)
                return _shapes[place].Entries;
        }
        _shapes.Insert(place, (parts, []));
        return _shapes[place].Entries;
    }

    private static int CountOf(LinkParts parts) => BitOperations.PopCount((uint)parts);

    private static LinkParts PartsOf(SubscriberInterface link) =>
        (link.Interface is null ? LinkParts.None : LinkParts.Interface)
        | (link.OuterVlan == 0 ? LinkParts.None : LinkParts.OuterVlan)
        | (link.InnerVlan == 0 ? LinkParts.None : LinkParts.InnerVlan)
        | (link.PppoeSession == 0 ? LinkParts.None : LinkParts.PppoeSession)
        | (link.Mac.Value == 0 ? LinkParts.None : LinkParts.Mac);

    private static SubscriberInterface Only(LinkParts parts, SubscriberInterface link) =>
        new()
        {
            Interface = parts.HasFlag(LinkParts.Interface) ? link.Interface : null,
            OuterVlan = parts.HasFlag(LinkParts.OuterVlan) ? link.OuterVlan : (ushort)0,
            InnerVlan = parts.HasFlag(LinkParts.InnerVlan) ? link.InnerVlan : (ushort)0,
            PppoeSession = parts.HasFlag(LinkParts.PppoeSession) ? link.PppoeSession : (ushort)0,
            Mac = parts.HasFlag(LinkParts.Mac) ? link.Mac : default,
        };
}
