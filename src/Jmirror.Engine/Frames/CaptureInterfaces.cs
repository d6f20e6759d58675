namespace Jmirror.Engine.Frames;

/// <summary>
/// The capture interfaces of a run, numbered in the order of their first mention, so that a frame carries a
/// number and a trigger compares numbers. Not for use by several threads at once.
/// </summary>
public sealed class CaptureInterfaces
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);

    /// <summary>The most interfaces a run may have.</summary>
    public const int Limit = ushort.MaxValue;

    /// <summary>The number of <paramref name="name"/>, given now if it has none yet.</summary>
    /// <exception cref="InvalidOperationException">There are <see cref="Limit"/> names already.</exception>
    public ushort NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        if (_names.Count == Limit)
            throw new InvalidOperationException($"more than {Limit} capture interfaces");
        number = (ushort)_names.Count;
        _names.Add(name);
        _numbers.Add(name, number);
        return number;
    }

    /// <summary>The name behind a number that <see cref="NumberOf"/> gave.</summary>
    public string NameOf(ushort number) => _names[number];
}
