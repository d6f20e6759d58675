using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>The listed subscribers by their identities. Several subscribers may share one: a user who is logged in twice.</summary>
internal sealed class SubscriberIndex
{
    private readonly Dictionary<SubscriberIdentity, List<SubscriberConfig>> _subscribers = [];
    private readonly ILookup<IdentityKind, string> _values;

    /// <summary>Indexes all identities of <paramref name="subscribers"/>.</summary>
    public SubscriberIndex(IEnumerable<SubscriberConfig> subscribers)
    {
        foreach (var subscriber in subscribers)
        {
            foreach (var kind in Enum.GetValues<IdentityKind>())
            {
                if (subscriber.IdentityOf(kind) is not { } value)
                    continue;
                var identity = new SubscriberIdentity(kind, value);
                if (!_subscribers.TryGetValue(identity, out var same))
                    _subscribers.Add(identity, same = []);
                same.Add(subscriber);
            }
        }
        _values = _subscribers.Keys.ToLookup(identity => identity.Kind, identity => identity.Value);
    }

    /// <summary>The subscribers of an identity, in order of definition; none when it is not listed.</summary>
    public IReadOnlyList<SubscriberConfig> Find(SubscriberIdentity identity) =>
        _subscribers.TryGetValue(identity, out var found) ? found : [];

    /// <summary>All identities of one kind.</summary>
    public IEnumerable<string> ValuesOf(IdentityKind kind) => _values[kind];
}
