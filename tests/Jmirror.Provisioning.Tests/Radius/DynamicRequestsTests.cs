using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>Who is answered at all, and how often a request counts.</summary>
public sealed class DynamicRequestsTests
{
    private readonly DynamicRequestSetup _radius = new();

    [Fact]
    public void UnknownClient_IsNotAnswered()
    {
        Assert.Equal("none", _radius.Send(StartRequest(), IpPrefix.FromIpv4(0xc6336402)));
        AssertDropped(DynamicRequestOutcome.UnknownClient, isLogged: false);
    }

    [Theory]
    [InlineData("", DynamicRequestOutcome.Malformed)]
    [InlineData("2b0700140000000000000000000000000000", DynamicRequestOutcome.Malformed)]
    [InlineData("2b07001501000000000000000000000000000000 01", DynamicRequestOutcome.Malformed)]
    [InlineData("0107001400000000000000000000000000000000", DynamicRequestOutcome.UnexpectedCode)]
    public void Garbage_IsNotAnswered(string datagram, DynamicRequestOutcome outcome)
    {
        Assert.Equal("none", _radius.Send(Hex.Bytes(datagram)));
        AssertDropped(outcome, isLogged: false);
    }

    [Fact]
    public void WrongSecret_IsNotAnswered_AndLoggedWithoutContent()
    {
        Assert.Equal(
            "none",
            _radius.Send(_radius.Write(RadiusCode.CoaRequest, WriteStart, new RadiusSecret("testing124")))
        );
        AssertDropped(DynamicRequestOutcome.BadAuthenticator, isLogged: true);
        var line = Assert.Single(_radius.Control.Events);
        Assert.Equal("dynamic request from 198.51.100.1", line.Trigger);
        Assert.Equal("dropped: bad-authenticator", line.Reason);
    }

    [Fact]
    public void FloodOfWrongSecrets_IsLoggedOnceInASecond()
    {
        var request = _radius.Write(RadiusCode.CoaRequest, WriteStart, new RadiusSecret("testing124"));
        for (var i = 0; i < 100; i++)
            _radius.Send(request);
        Assert.Single(_radius.Control.Events);
        Assert.Equal(100, _radius.Counters[DynamicRequestOutcome.BadAuthenticator]);
        _radius.Time.Now += TimeSpan.FromSeconds(1);
        _radius.Send(request);
        Assert.Equal(2, _radius.Control.Events.Count);
    }

    [Fact]
    public void FloodOfGarbage_TakesNoMemory()
    {
        var answer = new byte[RadiusPacketView.MaxLength];
        var answers = 0;
        long before = 0;
        // The first ones make the runtime ready.
        foreach (var (number, datagram) in Garbage.Datagrams().Take(51_000).Index())
        {
            if (number == 1000)
                before = Allocations.Now;
            answers += _radius.Requests.Answer(datagram, DynamicRequestSetup.Client, 40001, answer);
        }
        Allocations.AssertNonePerOperation(before, 50_000);
        Assert.Equal(0, answers);
        Assert.Equal(25_500, _radius.Counters[DynamicRequestOutcome.BadAuthenticator]);
    }

    [Fact]
    public void MessageAuthenticator_Wrong_IsNotAnswered()
    {
        var request = _radius.Write(
            RadiusCode.CoaRequest,
            (ref writer) =>
            {
                writer.Add(RadiusAttributeType.MessageAuthenticator, new byte[16]);
                WriteStart(ref writer);
            }
        );
        Assert.Equal("none", _radius.Send(request));
        AssertDropped(DynamicRequestOutcome.BadMessageAuthenticator, isLogged: true);
    }

    [Fact]
    public void MessageAuthenticator_Right_IsAnsweredWithOne()
    {
        var request = ProtectedRequest();
        var answer = _radius.SendRaw(request);
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(answer, out var packet));
        Assert.Equal(RadiusCode.CoaAck, packet.Code);
        Assert.Equal(
            MessageAuthenticity.Right,
            RadiusAuthenticator.CheckMessage(packet, request.AsSpan(4, 16), DynamicRequestSetup.Secret)
        );
    }

    [Fact]
    public void MessageAuthenticator_WhereRequired_MustBeThere()
    {
        var radius = new DynamicRequestSetup(
            DynamicRequestSetup.OneClient with
            {
                RequireMessageAuthenticator = true,
            }
        );
        Assert.Equal("none", radius.Send(StartRequest()));
        Assert.Equal(1, radius.Counters[DynamicRequestOutcome.NoMessageAuthenticator]);
        Assert.Equal("ack", radius.Send(ProtectedRequest()));
    }

    [Fact]
    public void Retransmission_GetsTheSameAnswer_AndIsNotCarriedOutAgain()
    {
        var request = StartRequest();
        var answer = _radius.SendRaw(request);
        _radius.Control.End(1);
        Hex.AssertEqual(answer, _radius.SendRaw(request));
        Assert.Equal((1, 0), (_radius.Control.Added, _radius.Control.Replaced));
        Assert.Equal(1, _radius.Counters[DynamicRequestOutcome.Duplicate]);
    }

    [Fact]
    public void SameRequest_FromAnotherPortOrMuchLater_IsNew()
    {
        var request = StartRequest();
        _radius.SendRaw(request);
        _radius.SendRaw(request, port: 40002);
        _radius.Time.Now += TimeSpan.FromSeconds(61);
        _radius.SendRaw(request);
        Assert.Equal(3, _radius.Counters[DynamicRequestOutcome.CoaAck]);
    }

    [Theory]
    [InlineData(0, "ack")]
    [InlineData(300, "ack")]
    [InlineData(-300, "ack")]
    [InlineData(301, "none")]
    [InlineData(-301, "none")]
    [InlineData(null, "none")]
    public void EventTimestamp_WithAWindow_MustBeInside(int? secondsLate, string answer)
    {
        var radius = new DynamicRequestSetup(
            DynamicRequestSetup.OneClient with
            {
                EventTimestampWindow = TimeSpan.FromSeconds(300),
            }
        );
        Assert.Equal(
            answer,
            radius.Coa(
                (ref writer) =>
                {
                    if (secondsLate is { } late)
                        writer.AddNumber(
                            RadiusAttributeType.EventTimestamp,
                            (uint)(SettableTime.Beginning.ToUnixTimeSeconds() - late)
                        );
                    WriteStart(ref writer);
                }
            )
        );
        Assert.Equal(answer is "none" ? 1 : 0, radius.Counters[DynamicRequestOutcome.Stale]);
    }

    [Fact]
    public void ProxyStates_ComeBackInOrder()
    {
        var answer = _radius.SendRaw(
            _radius.Write(
                RadiusCode.CoaRequest,
                (ref writer) =>
                {
                    writer.Add(RadiusAttributeType.ProxyState, [1]);
                    WriteStart(ref writer);
                    writer.Add(RadiusAttributeType.ProxyState, [2]);
                }
            )
        );
        Hex.AssertEqual(Hex.Bytes("210301 210302"), answer.AsSpan(20));
    }

    [Fact]
    public void Clients_TheLongestPrefixCounts()
    {
        var general = new RadiusSecret("general");
        var radius = new DynamicRequestSetup(
            DynamicRequestSetup.OneClient with
            {
                Clients =
                [
                    new DynamicClientConfig
                    {
                        Address = new IpPrefix(IpPrefix.FromIpv4(0xc6336400), 120),
                        Secret = new SecretConfig(general, null),
                    },
                    .. DynamicRequestSetup.OneClient.Clients,
                ],
            }
        );
        Assert.Equal("ack", radius.Send(StartRequest()));
        var other = radius.Write(RadiusCode.CoaRequest, WriteStart, general);
        Assert.Empty(radius.SendRaw(other));
        // The order to mirror is encrypted with the other secret, and so is none here.
        Assert.NotEmpty(radius.SendRaw(other, IpPrefix.FromIpv4(0xc6336402)));
    }

    [Fact]
    public void MillionsOfMutatedRequests_ChangeNothing()
    {
        var request = StartRequest();
        var answer = new byte[RadiusPacketView.MaxLength];
        var random = new Random(20260806);
        var mutated = new byte[request.Length];
        for (var i = 0; i < 500_000; i++)
        {
            request.CopyTo(mutated, 0);
            mutated[random.Next(mutated.Length)] ^= (byte)random.Next(1, 256);
            Assert.Equal(0, _radius.Requests.Answer(mutated, DynamicRequestSetup.Client, 1, answer));
        }
        Assert.Empty(_radius.Control.Requests);
        Assert.Equal(500_000, _radius.Counters.All.Sum(outcome => outcome.Count));
    }

    private static void WriteStart(ref RadiusPacketWriter writer)
    {
        DynamicRequestSetup.AddSession(ref writer);
        DynamicRequestSetup.AddOrder(ref writer);
    }

    private byte[] StartRequest() => _radius.Write(RadiusCode.CoaRequest, WriteStart);

    private byte[] ProtectedRequest() =>
        _radius.Write(
            RadiusCode.CoaRequest,
            (ref writer) =>
            {
                writer.AddMessageAuthenticator();
                WriteStart(ref writer);
            }
        );

    private void AssertDropped(DynamicRequestOutcome outcome, bool isLogged)
    {
        Assert.Equal(1, _radius.Counters[outcome]);
        Assert.Equal(1, _radius.Counters.All.Sum(one => one.Count));
        Assert.Equal(isLogged ? 1 : 0, _radius.Control.Events.Count);
        Assert.Empty(_radius.Control.Requests);
    }
}
