namespace Jmirror.Engine.Subscribers;

/// <summary>Told of everything that happens to sessions, while it happens: under the control plane's lock, in order.</summary>
public interface ISubscriberObserver
{
    /// <summary>A session began.</summary>
    void LoggedIn(Subscriber subscriber);

    /// <summary>An identity, an address or the subscriber interface of a live session changed.</summary>
    void Changed(Subscriber subscriber);

    /// <summary>
    /// Two live sessions turned out to be one: <paramref name="kept"/> knows from now on what
    /// <paramref name="given"/> knew, which is live no more. To an observer that knows no better the one has changed
    /// and the other was replaced.
    /// </summary>
    void Joined(Subscriber kept, Subscriber given)
    {
        Changed(kept);
        LoggedOut(given, SessionEnd.Replaced);
    }

    /// <summary>A session ended; <paramref name="subscriber"/> still has all that was known of it.</summary>
    void LoggedOut(Subscriber subscriber, SessionEnd reason);
}
