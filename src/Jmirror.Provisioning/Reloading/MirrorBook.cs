using Jmirror.Engine.Registry;

namespace Jmirror.Provisioning.Reloading;

/// <summary>The live mirrors that were asked for in the words of the configuration, by number.</summary>
internal sealed class MirrorBook
{
    private readonly Dictionary<long, (EffectiveMirror Mirror, MirrorOrigin Origin)> _mirrors = [];

    /// <summary>Notes what a number stands for now.</summary>
    /// <param name="number">What the control plane gave.</param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="origin">The configuration or the operator.</param>
    public void Note(long number, EffectiveMirror mirror, MirrorOrigin origin) =>
        _mirrors[number] = (mirror, origin);

    /// <summary>Forgets a mirror that has ended.</summary>
    public void Forget(long number) => _mirrors.Remove(number);

    /// <summary>A mirror; null when it is not in the book.</summary>
    public EffectiveMirror? Find(long number) =>
        _mirrors.TryGetValue(number, out var known) ? known.Mirror : null;

    /// <summary>Who asked for a mirror: the operator, when it is not in the book.</summary>
    public MirrorOrigin OriginOf(long number) =>
        _mirrors.TryGetValue(number, out var known) ? known.Origin : MirrorOrigin.Operator;

    /// <summary>All mirrors that one of the two asked for.</summary>
    public IEnumerable<(long Number, EffectiveMirror Mirror)> Of(MirrorOrigin origin) =>
        _mirrors.Where(one => one.Value.Origin == origin).Select(one => (one.Key, one.Value.Mirror));
}
