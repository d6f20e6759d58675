using Jmirror.Engine.Subscribers;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>The learner and the subscriber table together: sightings become sessions.</summary>
public sealed class SubscriberTableTests
{
    [Fact]
    public void PppoeCapture_IsTwentySessionsWithAllThatIdentifiesThem() =>
        AssertSessions("dev-pppoe-qinq-pap.pcap", "Username AgentCircuitId AgentRemoteId");

    [Fact]
    public void IpoeCapture_IsTwentySessionsWithAllThatIdentifiesThem() =>
        AssertSessions("dev-ipoe-dhcp82.pcap", "DhcpOption82 AgentCircuitId AgentRemoteId");

    // The capture's clock is set in the middle, by 44 years: the table gives the second login up, and gets it back.
    [Fact]
    public void Nb6Startup_IsFourSessionsAndOneAgain()
    {
        var log = Follow(Captures.Shared("subscriber/nb6-startup.pcap"));

        Assert.Equal(5, log.LoggedInCount);
        Assert.Equal(["E0A1D718C270@neufpnp UserRequest", "ipv6/E0A1D718C270@neufpnp IdleTimeout"], log.Ends);
    }

    private static void AssertSessions(string capture, string kinds)
    {
        var log = Follow(Captures.Own(capture));

        Assert.Equal(20, log.LoggedInCount);
        Assert.Equal(20, log.Ends.Count);
        Assert.All(log.Sessions, session => Assert.Equal(kinds, session));
    }

    private static SessionLog Follow(string path)
    {
        var log = new SessionLog();
        var table = new SubscriberTable(log, new SubscriberOptions());
        foreach (var sighting in Learned.From(path).Sightings)
            table.See(sighting);
        return log;
    }

    private sealed class SessionLog : ISubscriberObserver
    {
        public int LoggedInCount { get; private set; }

        public List<string> Ends { get; } = [];

        public List<string> Sessions { get; } = [];

        public void LoggedIn(Subscriber subscriber) => LoggedInCount++;

        public void Changed(Subscriber subscriber) { }

        public void LoggedOut(Subscriber subscriber, SessionEnd reason)
        {
            Ends.Add($"{subscriber.IdentityOf(IdentityKind.Username)} {reason}");
            Sessions.Add(string.Join(' ', subscriber.Identities.Select(identity => identity.Kind).Order()));
            Assert.Single(subscriber.Addresses);
        }
    }
}
