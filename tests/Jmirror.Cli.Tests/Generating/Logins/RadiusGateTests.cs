using System.Security.Cryptography;
using Jmirror.Cli.Generating.Logins;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Testing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Cli.Tests.Generating.Logins;

public sealed class RadiusGateTests : IDisposable
{
    private const uint SessionId = 4711;
    private const uint UserRequest = 1;
    private const uint NasRequest = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly SubscriberSession Session = new(SessionId, 0, SessionPhase.LoggingIn);

    private readonly CarriedTraffic _carried = new(1000);
    private FakeRadiusServer _server = new();
    private SessionClient? _client;
    private RadiusGate? _gate;

    public void Dispose()
    {
        _gate?.Dispose();
        _client?.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Ask_Accepted_IsLetInAndAccountedFor()
    {
        var gate = Open("user{n}");
        gate.Ask(7, Session);
        Assert.Equal((7, true), TakeAnswer());
        Carry(7, 1000, isDownstream: false, GeneratedKind.Ipv4);
        Carry(7, 300, isDownstream: true, GeneratedKind.Ipv6);
        Carry(7, 40, isDownstream: true, GeneratedKind.PppControl);
        Carry(7, 60, isDownstream: true, GeneratedKind.Signalling);
        gate.LoggedOut(7, Session);
        gate.End(Patience);
        Assert.Equal(
            [
                new Report(AcctStatusType.Start, "user7", "4711", 0, 0, 0),
                new Report(AcctStatusType.Stop, "user7", "4711", UserRequest, 1000, 300),
            ],
            _server.Reports
        );
        var figures = _client!.Figures;
        Assert.Equal((1, 0, 0), (figures.Accepted, figures.Rejected, figures.Unanswered));
        Assert.Equal((2, 0), (figures.Reports, figures.UnansweredReports));
        Assert.Equal(1, figures.AnswerTimes.Count);
    }

    [Fact]
    public void NextSession_OfTheSameSubscriber_BeginsWithNothing()
    {
        var gate = Open("user{n}");
        foreach (var id in (uint[])[1, 2])
        {
            var session = Session with { SessionId = id };
            gate.Ask(7, session);
            Assert.Equal((7, true), TakeAnswer());
            Carry(7, 100, isDownstream: false, GeneratedKind.Ipv4);
            gate.LoggedOut(7, session);
        }
        gate.End(Patience);
        Assert.Equal(
            [("1", 100u), ("2", 100u)],
            _server
                .Reports.Where(report => report.Status == AcctStatusType.Stop)
                .OrderBy(report => report.SessionId, StringComparer.Ordinal)
                .Select(report => (report.SessionId, report.OctetsUp))
        );
    }

    [Fact]
    public void End_LogsOutWhoIsOnline_AsTheRouterShutsDown()
    {
        var gate = Open("user{n}");
        for (var subscriber = 1; subscriber <= 100; subscriber++)
            gate.Ask(subscriber, Session);
        for (var subscriber = 1; subscriber <= 100; subscriber++)
            Assert.True(TakeAnswer().IsAccepted);
        gate.End(Patience);
        var reports = _server.Reports.ToList();
        Assert.Equal(200, reports.Count);
        foreach (var ofOne in reports.GroupBy(report => report.Username, StringComparer.Ordinal))
            Assert.Equal([AcctStatusType.Start, AcctStatusType.Stop], ofOne.Select(report => report.Status));
        Assert.All(
            reports.Where(report => report.Status == AcctStatusType.Stop),
            report => Assert.Equal(NasRequest, report.Cause)
        );
    }

    [Theory]
    [InlineData("no{n}", 1, 0)]
    [InlineData("mute{n}", 0, 1)]
    public void Ask_NotAccepted_IsRefusedAndNotAccountedFor(string username, long rejected, long unanswered)
    {
        var gate = Open(username);
        gate.Ask(7, Session);
        Assert.Equal((7, false), TakeAnswer());
        gate.End(Patience);
        Assert.Empty(_server.Reports);
        var figures = _client!.Figures;
        Assert.Equal((0, rejected, unanswered), (figures.Accepted, figures.Rejected, figures.Unanswered));
    }

    [Fact]
    public void End_ServersSilent_GivesUpWhenItsPatienceIsOver()
    {
        var gate = Open("mute{n}", radius => radius with { Timeout = TimeSpan.FromMinutes(1) });
        // More than get a turn: the last one is never asked for.
        for (var subscriber = 1; subscriber <= RadiusGate.MostUnderWay + 1; subscriber++)
            gate.Ask(subscriber, Session);
        gate.End(TimeSpan.FromMilliseconds(200));
        Assert.InRange(_client!.Figures.Unanswered, 0, RadiusGate.MostUnderWay);
        Assert.False(gate.TryTakeAnswer(out _, out _));
    }

    [Fact]
    public void Session_WithAcctInterimInterval_IsReportedMeanwhile()
    {
        _server.Dispose();
        _server = new FakeRadiusServer(add => add(RadiusAttributeType.AcctInterimInterval, 1));
        var gate = Open("user{n}");
        gate.Ask(7, Session);
        Assert.Equal((7, true), TakeAnswer());
        Carry(7, 1000, isDownstream: false, GeneratedKind.Ipv4);
        Waiting.Until(
            () => _server.Reports.Any(report => report.Status == AcctStatusType.InterimUpdate),
            "an Interim-Update has come"
        );
        gate.End(Patience);
        Assert.Equal(1000u, _server.Reports.ElementAt(1).OctetsUp);
        Assert.Equal(AcctStatusType.Stop, _server.Reports.Last().Status);
    }

    [Fact]
    public void Accept_WithMirroringAttributes_IsCounted()
    {
        _server.Dispose();
        _server = new FakeRadiusServer(add => add(RadiusAttributeType.LiAction, 1));
        var gate = Open("user{n}");
        gate.Ask(7, Session);
        Assert.Equal((7, true), TakeAnswer());
        gate.End(Patience);
        Assert.Equal(1, _client!.Figures.MirrorOrders);
    }

    private RadiusGate Open(string username, Func<RadiusConfig, RadiusConfig>? change = null)
    {
        var population = new SubscriberPopulation(new PopulationPlan { Count = 1000, Username = username });
        var config = change?.Invoke(_server.Config) ?? _server.Config;
        _client = new SessionClient(config, "bng1", 512, TimeProvider.System, RandomNumberGenerator.Fill);
        var lines = new LineDescriptions(population, PppAuthentication.Pap);
        return _gate = new RadiusGate(_client, lines, _carried, TimeProvider.System);
    }

    private (int Subscriber, bool IsAccepted) TakeAnswer()
    {
        var answer = default((int, bool));
        Waiting.Until(
            () =>
            {
                var isThere = _gate!.TryTakeAnswer(out var subscriber, out var isAccepted);
                answer = (subscriber, isAccepted);
                return isThere;
            },
            "the gate has answered"
        );
        return answer;
    }

    private void Carry(int subscriber, int length, bool isDownstream, GeneratedKind kind) =>
        _carried.Add(
            new GeneratedPacket(
                0,
                0,
                length,
                0,
                new PacketOwner(subscriber, SessionId, 0, AccessKind.Ipoe),
                kind,
                isDownstream
            )
        );
}
