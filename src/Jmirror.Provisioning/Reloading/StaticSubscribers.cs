using Jmirror.Engine.Frames;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;

namespace Jmirror.Provisioning.Reloading;

/// <summary>Logs subscribers in for good, and remembers which of them the file listed.</summary>
internal sealed class StaticSubscribers(
    IControlPlane control,
    CaptureInterfaces interfaces,
    TimeProvider time
)
{
    private readonly Dictionary<long, SubscriberConfig> _subscribers = [];

    /// <summary>Makes the file's static subscribers the ones that are wanted.</summary>
    public ChangeCounts Apply(IReadOnlyList<SubscriberConfig> wanted)
    {
        var changes = Changes<SubscriberConfig>.Between(
            _subscribers.Select(one => (one.Key, one.Value)),
            wanted,
            subscriber => subscriber
        );
        foreach (var number in changes.Deleted)
        {
            _subscribers.Remove(number);
            control.LogOut(number, SessionEnd.AdminReset);
        }
        foreach (var subscriber in changes.Added)
        {
            if (LogIn(subscriber) is { } number)
                _subscribers.Add(number, subscriber);
        }
        return changes.Counts;
    }

    /// <summary>Logs a subscriber in; null when the subscriber table did not take it.</summary>
    public long? LogIn(SubscriberConfig subscriber)
    {
        var sighting = SubscriberCompiler.Compile(subscriber, interfaces, EventWords.Now(time));
        control.See(sighting);
        return control
            .FindSubscribers(sighting.Identities)
            .Where(found => found.IsStatic && !_subscribers.ContainsKey(found.Number))
            .Where(found => Equals(found.Interface, sighting.Interface))
            .Max(found => (long?)found.Number);
    }

    /// <summary>Ends a session, static or not; false when there is none of this number.</summary>
    public bool LogOut(long session)
    {
        _subscribers.Remove(session);
        return control.LogOut(session, SessionEnd.AdminReset);
    }
}
