namespace Jmirror.Engine.Subscribers;

/// <summary>An identity that stands, and who told it. What a lower source told of the same kind is not kept: identities are never taken back.</summary>
internal readonly record struct ToldIdentity(IdentityKind Kind, SightingSource Source, string Value)
{
    /// <summary>
    /// Takes in what a source told: it stands unless a higher source told another value. Returns
    /// <paramref name="known"/> itself when nothing changes, not even who told it.
    /// </summary>
    public static ToldIdentity[] Merge(
        ToldIdentity[] known,
        IReadOnlyList<SubscriberIdentity> told,
        SightingSource source
    )
    {
        var merged = known;
        foreach (var identity in told)
            merged = Merge(merged, new ToldIdentity(identity.Kind, source, identity.Value));
        return merged;
    }

    /// <summary>Takes in what another session knew: an equal source's value does not stand against ours.</summary>
    public static ToldIdentity[] Join(ToldIdentity[] ours, ToldIdentity[] others)
    {
        var joined = ours;
        foreach (var other in others)
        {
            var place = PlaceOf(joined, other.Kind);
            if (place < 0 || joined[place].Source < other.Source)
                joined = Merge(joined, other);
        }
        return joined;
    }

    private static ToldIdentity[] Merge(ToldIdentity[] known, ToldIdentity told)
    {
        var place = PlaceOf(known, told.Kind);
        if (place < 0)
            return [.. known, told];
        if (known[place].Source > told.Source || known[place] == told)
            return known;
        var merged = known.AsSpan().ToArray();
        merged[place] = told;
        return merged;
    }

    private static int PlaceOf(ToldIdentity[] known, IdentityKind kind)
    {
        for (var place = 0; place < known.Length; place++)
        {
            if (known[place].Kind == kind)
                return place;
        }
        return -1;
    }
}
