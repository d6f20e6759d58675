namespace Jmirror.Engine.Subscribers;

/// <summary>Several observers, told one after the other.</summary>
internal sealed class SubscriberObservers(params IReadOnlyList<ISubscriberObserver> observers)
    : ISubscriberObserver
{
    /// <inheritdoc/>
    public void LoggedIn(Subscriber subscriber)
    {
        foreach (var observer in observers)
            observer.LoggedIn(subscriber);
    }

    /// <inheritdoc/>
    public void Changed(Subscriber subscriber)
    {
        foreach (var observer in observers)
            observer.Changed(subscriber);
    }

    /// <inheritdoc/>
    public void Joined(Subscriber kept, Subscriber given)
    {
        foreach (var observer in observers)
            observer.Joined(kept, given);
    }

    /// <inheritdoc/>
    public void LoggedOut(Subscriber subscriber, SessionEnd reason)
    {
        foreach (var observer in observers)
            observer.LoggedOut(subscriber, reason);
    }
}
