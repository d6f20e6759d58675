namespace Jmirror.Engine.Subscribers;

/// <summary>Told of everything that happens to sessions, while it happens: under the control plane's lock, in order.</summary>
public interface ISubscriberObserver
{
    /// <summary>A session began.</summary>
    void LoggedIn(Subscriber subscriber);

    /// <summary>An identity, an address or the subscriber interface of a live session changed.</summary>
    void Changed(Subscriber subscriber);

    /// <summary>A session ended; <paramref name="subscriber"/> still has all that was known of it.</summary>
    void LoggedOut(Subscriber subscriber, SessionEnd reason);
}
