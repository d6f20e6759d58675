using Jmirror.Engine.Frames;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Reloading;

/// <summary>Logs subscribers in for good, and remembers which of them the file listed.</summary>
internal sealed class StaticSubscribers(IControlPlane control, CaptureInterfaces interfaces)
{
    private readonly SubscriberCompiler _compiler = new(interfaces);
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
            control.RemoveStatic(number);
        }
        foreach (var subscriber in changes.Added)
            _subscribers.Add(LogIn(subscriber), subscriber);
        return changes.Counts;
    }

    /// <summary>Logs a subscriber in and gives its number.</summary>
    public long LogIn(SubscriberConfig subscriber) => control.AddStatic(_compiler.Compile(subscriber));

    /// <summary>Ends a session, static or not; false when there is none of this number.</summary>
    public bool LogOut(long session)
    {
        _subscribers.Remove(session);
        return control.RemoveStatic(session) || control.LogOut(session, SessionEnd.AdminReset);
    }
}
