using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>What was read for the keys of one mapping.</summary>
internal sealed class KeyValues<TRecord>(IReadOnlyDictionary<string, object> values, ConfigOrigin origin)
{
    /// <summary>Where the mapping and its keys were written.</summary>
    public ConfigOrigin Origin => origin;

    /// <summary>Keys that were given and could be read.</summary>
    public int Count => values.Count;

    /// <summary>True when no key was given.</summary>
    public bool IsEmpty => values.Count == 0;

    /// <summary>True when a key was given and could be read.</summary>
    public bool Has(Key<TRecord> key) => values.ContainsKey(key.Name);

    /// <summary>The value, or the default. When a required key is missing the type's own default: the record is faulty then.</summary>
    public T Get<T>(Key<TRecord, T> key)
        where T : notnull =>
        values.TryGetValue(key.Name, out var value) ? (T)value
        : key.DefaultValue is { } byDefault ? (T)byDefault
        : default!;

    /// <summary>The value, or null.</summary>
    public T? Find<T>(Key<TRecord, T> key)
        where T : struct => values.TryGetValue(key.Name, out var value) ? (T)value : null;

    /// <summary>The text, or null.</summary>
    public string? Find(Key<TRecord, string> key) =>
        values.TryGetValue(key.Name, out var value) ? (string)value : null;

    /// <summary>The list, or an empty one.</summary>
    public ConfigList<T> List<T>(Key<TRecord, ConfigList<T>> key) =>
        values.TryGetValue(key.Name, out var value) ? (ConfigList<T>)value : [];
}
