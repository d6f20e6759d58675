namespace Jmirror.Provisioning.Configuration;

/// <summary>
/// Where a block of the configuration and each of its keys were written. All origins are equal to each other: two
/// configurations are the same when they say the same, wherever they say it.
/// </summary>
public sealed class ConfigOrigin : IEquatable<ConfigOrigin>
{
    // A handful at most: searched from the front, and a file may have a million of these.
    private readonly KeyOrigin[] _keys;

    internal ConfigOrigin(SourcePosition position, KeyOrigin[] keys, bool isFaulty, bool hasUnknownKeys)
    {
        Position = position;
        _keys = keys;
        IsFaulty = isFaulty;
        HasUnknownKeys = hasUnknownKeys;
    }

    /// <summary>An origin for what no file says: every value is a default.</summary>
    public static ConfigOrigin Nowhere { get; } = new(default, [], isFaulty: false, hasUnknownKeys: false);

    /// <summary>Where the block begins.</summary>
    public SourcePosition Position { get; }

    /// <summary>True when an error was reported inside; further checks would only repeat it.</summary>
    internal bool IsFaulty { get; }

    /// <summary>True when a key was not understood: what seems absent may be there under a wrong name.</summary>
    internal bool HasUnknownKeys { get; }

    /// <summary>Where a key's effective value comes from; null when the file does not give it.</summary>
    internal KeyOrigin? Find(string key)
    {
        foreach (var origin in _keys)
        {
            if (origin.Name.Equals(key, StringComparison.Ordinal))
                return origin;
        }
        return null;
    }

    /// <summary>Where to point when a key is at fault: at its value, or at the block when the key is absent.</summary>
    internal SourcePosition PositionOf(string key) => Find(key)?.Value ?? Position;

    /// <summary>The same origin with a value taken over from another block.</summary>
    internal ConfigOrigin Inherit(string key, KeyOrigin? inherited) =>
        inherited is { } origin && Find(key) is null
            ? new ConfigOrigin(Position, [.. _keys, origin with { Name = key }], IsFaulty, HasUnknownKeys)
            : this;

    /// <inheritdoc/>
    public bool Equals(ConfigOrigin? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfigOrigin;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

/// <summary>Where one key was written.</summary>
/// <param name="Name">The key.</param>
/// <param name="Key">Where the name begins.</param>
/// <param name="Value">Where the value begins.</param>
internal readonly record struct KeyOrigin(string Name, SourcePosition Key, SourcePosition Value);
