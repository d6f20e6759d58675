using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>DTCP ENABLE and DISABLE: another target for logins that come, while mirrors that run keep theirs.</summary>
public sealed class LaterLoginTests
{
    private static readonly SubscriberIdentity Alice = new(IdentityKind.Username, "alice");

    private static readonly MirrorTarget Before = new(
        SecurePolicy.Default,
        new OuterHeader(new Ipv4Address(1), new Ipv4Address(2), 3, 4),
        new MedDevHandle(5, 6)
    );

    private static readonly MirrorTarget After = Before with
    {
        Policy = new SecurePolicy { Drop = [new Classifier { Protocol = 17 }] },
    };

    private readonly MirrorTable _table = new(TriggerPrecedence.EveryHit, []);
    private readonly ControlPlane _plane;

    public LaterLoginTests() =>
        _plane = new ControlPlane(
            _table,
            new NoWays(),
            new NoLog(),
            TimeProvider.System,
            new ControlPlaneOptions()
        );

    [Fact]
    public void Target_ChangedForLaterLogins_LeavesRunningMirrorsAlone()
    {
        LogIn(1);
        var number = Ask(new MirrorSelector { Identities = [Alice] });
        var running = Assert.Single(_table.Mirrors);

        Assert.True(_plane.RetargetLaterLogins(number, After).Succeeded);

        Assert.Same(running, Assert.Single(_table.Mirrors));
        // What the session learns later does not change it either.
        LogIn(1, address: "10.0.0.9/32");
        Assert.Equal(Before.Policy, Assert.Single(_table.Mirrors).Definition.Policy);
        LogIn(2);
        Assert.Equal(2, _table.Count);
        Assert.Contains(_table.Mirrors, mirror => mirror.Definition.Policy == After.Policy);
        Assert.Equal(After, _plane.Show(number)!.Request.Target);
    }

    [Fact]
    public void Target_OfASelectionByPackets_ChangesAtOnce()
    {
        var number = Ask(new MirrorSelector { Packets = [new Trigger { OuterVlan = 7 }] });

        _plane.RetargetLaterLogins(number, After);

        Assert.Equal(After.Policy, Assert.Single(_table.Mirrors).Definition.Policy);
    }

    [Fact]
    public void Target_OfARequestThatIsNotThere_IsRefused() =>
        Assert.Equal("there is no request 7", _plane.RetargetLaterLogins(7, After).Problem);

    private long Ask(MirrorSelector selector) =>
        _plane.Add(new MirrorRequest(MirrorOrigin.Dtcp, selector, Before)).Number;

    private void LogIn(byte session, string address = "10.0.0.8/32")
    {
        Assert.True(IpPrefix.TryParse(address, out var prefix));
        _plane.See(
            new Sighting
            {
                Source = SightingSource.Ppp,
                Kind = SightingKind.Up,
                Timestamp = 1,
                Interface = new SubscriberInterface { Mac = new MacAddress(session) },
                Identities = [Alice],
                Addresses = [prefix],
            }
        );
    }

    private sealed class NoWays : IAnalyzers
    {
        public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem) =>
            throw new NotSupportedException();
    }

    private sealed class NoLog : IMirrorLog
    {
        public void Write(in MirrorEvent line) { }
    }
}
