using Jmirror.Protocol.Link;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

public sealed class SignallingScriptTests
{
    private static readonly SignallingOptions Everything = new()
    {
        Authentication = PppAuthentication.Chap,
        Radius = Plans.Radius,
    };

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    [InlineData(AccessKind.L2tp)]
    public void Frames_OfTheSamePlan_AreTheSame(AccessKind access)
    {
        var first = Texts(access, Everything);

        Assert.Equal(first, Texts(access, Everything));
        Assert.NotEqual(first, Texts(access, Everything with { Seed = 2 }), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    public void Frame_WrittenOnceMore_IsTheSame(AccessKind access)
    {
        var logins = new Logins(Plans.Of(access, 3), Everything);
        var frames = logins.In(2);

        Assert.All(
            Enumerable.Range(0, frames.Count),
            step => Hex.AssertEqual(frames[step].Bytes, logins.Frame(2, isLogin: true, step, out _).Bytes)
        );
    }

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    public void Frames_FromTheSubscriber_AreUpstream(AccessKind access)
    {
        var logins = new Logins(Plans.Of(access));
        var mac = logins.Population[1].Mac;

        Assert.All(
            [.. logins.In(1), .. logins.Out(1)],
            frame => Assert.Equal(frame.IsDownstream, MacAddress.Read(frame.Bytes.AsSpan(6)) != mac)
        );
    }

    [Fact]
    public void L2tpFrames_ToTheRouter_AreUpstream()
    {
        var logins = new Logins(Plans.Of(AccessKind.L2tp));
        var router = logins.Population.Plan.RouterMac;

        Assert.All(
            [.. logins.In(1), .. logins.Out(1)],
            frame => Assert.Equal(frame.IsDownstream, MacAddress.Read(frame.Bytes) != router)
        );
    }

    [Fact]
    public void RadiusRequests_AreSigned()
    {
        const int HeaderLength = 42;
        var logins = new Logins(Plans.Of(AccessKind.L2tp), Everything);
        var secret = Plans.Radius.Secret;
        var seen = new List<RadiusCode>();

        foreach (var frame in (List<LoginFrame>)[.. logins.In(1), .. logins.Out(1)])
        {
            if (MacAddress.Read(frame.Bytes) != Plans.Radius.ServerMac)
                continue;
            Assert.Equal(
                RadiusFault.None,
                RadiusPacketView.TryRead(frame.Bytes.AsSpan(HeaderLength), out var packet)
            );
            seen.Add(packet.Code);
            if (packet.Code == RadiusCode.AccountingRequest)
                Assert.True(RadiusAuthenticator.IsRightRequest(packet, secret));
            else
                Assert.Equal(
                    MessageAuthenticity.Right,
                    RadiusAuthenticator.CheckMessage(packet, packet.Authenticator, secret)
                );
        }

        Assert.Equal(
            [RadiusCode.AccessRequest, RadiusCode.AccountingRequest, RadiusCode.AccountingRequest],
            seen
        );
    }

    [Fact]
    public void Tunnel_IsOpenedByItsFirstLogin()
    {
        var logins = new Logins(Plans.Of(AccessKind.L2tp, 4, sessionsPerTunnel: 2));

        int[] lengths = [.. Enumerable.Range(1, 4).Select(number => logins.In(number).Count)];

        // SCCRQ, SCCRP, SCCCN and its acknowledgement go ahead of the other 22.
        Assert.Equal([26, 22, 26, 22], lengths);
        Assert.Equal(22, logins.In(1).Count);
    }

    [Fact]
    public void Tunnel_AnotherLoginWhileItIsOpened_Throws()
    {
        var logins = new Logins(Plans.Of(AccessKind.L2tp, 2));
        var population = logins.Population;
        var script = new SignallingScript(population, logins.Framing, Everything);
        var room = new byte[SignallingScript.MaxFrameLength];
        script.Write(population[1], Session(1), isLogin: true, 0, room);

        var thrown = Assert.Throws<InvalidOperationException>(() =>
            script.Write(population[2], Session(2), isLogin: true, 0, room)
        );

        Assert.Equal(
            "tunnel 1 is still being opened by subscriber 1: no other login may begin",
            thrown.Message
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void RouterName_OfAnotherLength_IsRefused(int length)
    {
        var options = new SignallingOptions { RouterName = new string('n', length) };

        var thrown = Assert.Throws<ArgumentException>(() => new Logins(Plans.Of(AccessKind.Ipoe), options));

        Assert.StartsWith($"router name '{options.RouterName}'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongestNames_FitIntoAFrame()
    {
        foreach (var access in Enum.GetValues<AccessKind>())
        {
            var plan = Plans.Of(access) with
            {
                Username = new string('u', 253),
                Password = new string('p', 128),
                CircuitId = new string('c', 63),
                RemoteId = new string('r', 63),
            };
            var logins = new Logins(plan, Everything with { RouterName = new string('n', 64) });
            var table = new LearnedTable();

            table.See(logins.In(1));

            Assert.Equal(
                plan.Username,
                table.Sessions[0].IdentityOf(Engine.Subscribers.IdentityKind.Username)
            );
        }
    }

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    [InlineData(AccessKind.L2tp)]
    public void Writing_AllocatesNothing(AccessKind access)
    {
        var logins = new Logins(Plans.Of(access, 500), Everything);
        var script = new SignallingScript(logins.Population, logins.Framing, Everything);
        var room = new byte[SignallingScript.MaxFrameLength];
        var frames = WriteAll(logins, script, room, 1);

        var before = Allocations.Now;
        frames = WriteAll(logins, script, room, 1001);

        Allocations.AssertNonePerOperation(before, frames);
    }

    private static int WriteAll(Logins logins, SignallingScript script, byte[] room, uint firstSession)
    {
        var frames = 0;
        for (var number = 1; number <= logins.Population.Count; number++)
        {
            var session = new SubscriberSession(
                firstSession + (uint)number,
                (ushort)number,
                SessionPhase.LoggingIn
            );
            foreach (var isLogin in (ReadOnlySpan<bool>)[true, false])
            {
                var isLast = false;
                for (var step = 0; !isLast; step++, frames++)
                    isLast = script.Write(logins.Population[number], session, isLogin, step, room).IsLast;
            }
        }
        return frames;
    }

    private static SubscriberSession Session(int number) =>
        new((uint)number, (ushort)number, SessionPhase.LoggingIn);

    private static string Texts(AccessKind access, SignallingOptions options) =>
        string.Join(
            '\n',
            new Logins(Plans.Of(access, 10), options)
                .AllIn()
                .Select(frame => Convert.ToHexStringLower(frame.Bytes))
        );
}
