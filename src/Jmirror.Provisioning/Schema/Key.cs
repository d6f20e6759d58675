namespace Jmirror.Provisioning.Schema;

/// <summary>One key of a mapping: its kind, and all that is to be said about it.</summary>
/// <typeparam name="TRecord">What the mapping becomes.</typeparam>
internal abstract class Key<TRecord>(string name, Kind kind)
{
    /// <summary>The key.</summary>
    public string Name => name;

    /// <summary>What its value may be.</summary>
    public Kind Kind => kind;

    /// <summary>What it means, in sentences; units included.</summary>
    public required string Help { get; init; }

    /// <summary>A value as it may be written, on one line; empty for blocks, whose keys have examples.</summary>
    public string Example { get; init; } = "";

    /// <summary>What it means that the key is absent, where no <see cref="DefaultValue"/> says so.</summary>
    public string AbsentMeans { get; init; } = "";

    /// <summary>True when the key must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True when the starter file gives the key; others it shows commented out.</summary>
    public bool InStarter { get; init; }

    /// <summary>The effective value in a record; null when there is none.</summary>
    public required Func<TRecord, object?> Get { get; init; }

    /// <summary>The value that absence stands for; null when there is none.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>Help and absence in one text.</summary>
    public string Description =>
        IsRequired ? $"{Help} Required."
        : AbsentMeans.Length > 0 ? $"{Help} Absent: {AbsentMeans}."
        : $"{Help} Default: {Kind.ToJson(DefaultValue!)?.Trim('"')}.";
}

/// <summary>A key with values of type <typeparamref name="T"/>.</summary>
internal sealed class Key<TRecord, T>(string name, Kind<T> kind) : Key<TRecord>(name, kind)
    where T : notnull
{
    private readonly object? _default;

    /// <summary>The value that absence stands for.</summary>
    public T Default
    {
        init => _default = value;
    }

    public override object? DefaultValue => _default;
}
