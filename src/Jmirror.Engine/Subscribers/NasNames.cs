namespace Jmirror.Engine.Subscribers;

/// <summary>One text for each router, however many sessions name it. Bounded: the names come from the wire.</summary>
internal sealed class NasNames
{
    private const int Limit = 4_096;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The text to keep for a name.</summary>
    public string Of(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        if (_names.Count == Limit)
            _names.Clear();
        _names.Add(name, name);
        return name;
    }
}
