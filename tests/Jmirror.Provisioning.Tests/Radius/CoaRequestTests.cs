using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

public sealed class CoaRequestTests
{
    private readonly DynamicRequestSetup _radius = new();

    [Fact]
    public void Start_WithAllAttributes_MirrorsTheSession()
    {
        Assert.Equal("ack", Start());
        var request = Assert.Single(_radius.Control.Requests);
        Assert.Equal(MirrorOrigin.RadiusCoa, request.Origin);
        Assert.Equal(1, request.Selector.Session);
        Assert.Equal(new MedDevHandle(0x300, 0x90), request.Target.Handle);
        Assert.Equal(
            new OuterHeader(new Ipv4Address(0xc0000201), new Ipv4Address(0xc0000264), 30030, 30030, 255),
            request.Target.Outer
        );
        Assert.Equal(FakeControlPlane.WayOut, request.Target.WayOut);
        Assert.Equal(SecurePolicy.Default, request.Target.Policy);
        Assert.Equal(1, _radius.Counters[Provisioning.Radius.DynamicRequestOutcome.CoaAck]);
    }

    [Fact]
    public void Start_VectorOfTheReference_IsAcknowledgedByteForByte()
    {
        var request = Hex.Bytes(
            """
            2b 07 00 86 f2 4c d8 a4 2f 91 32 18 a5 ac 1d a9
            7f 04 30 62 2c 0a 30 30 31 30 30 30 30 61 1a 1a
            00 00 13 0a 3a 14 80 01 ca 50 79 b0 63 88 3d 7c
            61 a8 4b c8 3b f0 60 42 1a 1a 00 00 13 0a 3b 14
            80 02 24 21 e5 ad 88 e3 fa 0e 0b ed d3 a3 f1 0a
            93 9b 1a 1a 00 00 13 0a 3c 14 80 03 45 f4 1d 1b
            f2 d7 00 2c 36 e4 ec 66 21 65 43 48 1a 1a 00 00
            13 0a 3d 14 80 04 25 35 dd 5d 05 ca 68 46 42 3d
            b2 d0 46 5f c7 90
            """
        );
        Hex.AssertEqual(
            Hex.Bytes("2c 07 00 14 37 b2 6f d3 8b d1 b6 c5 b2 f2 2c 2b 2b 0e 00 79"),
            _radius.SendRaw(request)
        );
        Assert.Single(_radius.Control.Requests);

        var other = new DynamicRequestSetup();
        other.Control.Subscribers.Clear();
        Hex.AssertEqual(
            Hex.Bytes("2d 07 00 1a e4 0a 65 4d 08 19 a4 58 03 20 f2 65 27 f8 db d7 65 06 00 00 01 f7"),
            other.SendRaw(request)
        );
    }

    [Fact]
    public void Start_ShortHandle_LeavesTheSessionIdToAccounting()
    {
        Assert.Equal("ack", Start(handle: "40000010"));
        Assert.Equal(new MedDevHandle(0x10, null), Assert.Single(_radius.Control.Requests).Target.Handle);
    }

    [Fact]
    public void Start_AgainForTheSameSession_Replaces()
    {
        Assert.Equal("ack", Start());
        Assert.Equal("ack", Start(handle: "0000030000000091"));
        Assert.Equal(new MedDevHandle(0x300, 0x91), Assert.Single(_radius.Control.Requests).Target.Handle);
        Assert.Equal((1, 1), (_radius.Control.Added, _radius.Control.Replaced));
    }

    [Fact]
    public void Start_AfterTheOperatorDeletedTheMirror_IsNew()
    {
        Start();
        _radius.Control.Delete(_radius.Control.Numbers[0], "by the operator");
        Assert.Equal("ack", Start());
        Assert.Equal((2, 0), (_radius.Control.Added, _radius.Control.Replaced));
    }

    [Fact]
    public void Stop_EndsTheMirror_AndAgainIsFine()
    {
        Start();
        Assert.Equal("ack", Start(action: 0));
        Assert.Empty(_radius.Control.Requests);
        Assert.Equal("ack", Coa((ref writer) => AddActionAlone(ref writer, 0)));
    }

    [Fact]
    public void NoOperation_ChangesNothing()
    {
        Assert.Equal("ack", Start(action: 2));
        Assert.Empty(_radius.Control.Requests);
        Start();
        Assert.Equal("ack", Coa((ref writer) => AddActionAlone(ref writer, 2)));
        Assert.Single(_radius.Control.Requests);
    }

    [Theory]
    [InlineData("", "c0000264", "0000754e")]
    [InlineData("0000030000000090", "", "0000754e")]
    [InlineData("0000030000000090", "c0000264", "")]
    [InlineData("", "c0000264", "")]
    public void Start_OnMx_NeedsAllFour(string handle, string analyzer, string port)
    {
        Assert.Equal("nak 402", Start(handle: handle, analyzer: analyzer, port: port));
        Assert.Empty(_radius.Control.Requests);
    }

    [Theory]
    [InlineData("", "c0000264", "0000754e", "nak 402")] // half a pair
    [InlineData("0000030000000090", "c0000264", "", "nak 402")] // the other half
    [InlineData("0000030000000090", "", "0000754e", "nak 402")]
    [InlineData("0000030000000090", "c0000264", "0000754e", "ack")]
    [InlineData("", "c0000264", "", "ack")]
    public void Start_OnE_NeedsHandleAndPortOrNeither(
        string handle,
        string analyzer,
        string port,
        string answer
    )
    {
        var radius = new DynamicRequestSetup(series: RouterSeries.E);
        Assert.Equal(
            answer,
            radius.Coa(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    DynamicRequestSetup.AddOrder(ref writer, 1, handle, analyzer, port);
                }
            )
        );
        Assert.Equal(answer is "ack" ? 1 : 0, radius.Control.Requests.Count);
        if (answer is "ack" && handle.Length == 0)
        {
            var target = Assert.Single(radius.Control.Requests).Target;
            Assert.Null(target.Handle);
            Assert.Equal(CopyForm.Ip, target.Policy.Form);
        }
    }

    [Fact]
    public void Start_OnEWithoutHeaderForAnL2tpSession_IsRefused()
    {
        var radius = new DynamicRequestSetup(series: RouterSeries.E);
        Sessions.At(
            radius.Control.Subscribers[0],
            new SubscriberInterface { L2tp = new L2tpAttachment(new(1, 2, 3), new(4, 5, 6)) }
        );
        Assert.Equal(
            "nak 402",
            radius.Coa(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    DynamicRequestSetup.AddOrder(ref writer, handle: "", port: "");
                }
            )
        );
    }

    [Theory]
    [InlineData(3u, "0000030000000090", "c0000264", "0000754e")] // no such action
    [InlineData(1u, "00000010", "c0000264", "0000754e")] // version bits 0 ask for 8 bytes
    [InlineData(1u, "8000030000000090", "c0000264", "0000754e")] // undefined version
    [InlineData(1u, "000003000000", "c0000264", "0000754e")]
    [InlineData(1u, "0000030000000090", "00000000", "0000754e")]
    [InlineData(1u, "0000030000000090", "c00002", "0000754e")]
    [InlineData(1u, "0000030000000090", "c0000264", "00000000")]
    [InlineData(1u, "0000030000000090", "c0000264", "00010000")]
    [InlineData(1u, "0000030000000090", "c0000264", "754e")]
    [InlineData(0u, "00000010", "", "")] // badly formed even where nobody needs it
    public void BadlyFormedAttribute_IsInvalid(uint action, string handle, string analyzer, string port)
    {
        Assert.Equal("nak 404", Start(action, handle, analyzer, port));
        Assert.Empty(_radius.Control.Requests);
    }

    [Fact]
    public void RepeatedAttribute_IsInvalid() =>
        Assert.Equal(
            "nak 404",
            Coa(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddOrder(ref writer);
                    AddActionAlone(ref writer, 0);
                }
            )
        );

    [Fact]
    public void CutVendorSpecific_IsInvalid() =>
        Assert.Equal(
            "nak 404",
            Coa(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddOrder(ref writer);
                    writer.Add(RadiusAttributeType.VendorSpecific, Hex.Bytes("0000130a 3b0a 0000"));
                }
            )
        );

    [Theory]
    [InlineData(false, "nak 404")]
    [InlineData(true, "ack")]
    public void ClearAttributes_CountByOptionOnly(bool isAllowed, string answer)
    {
        var radius = new DynamicRequestSetup(
            DynamicRequestSetup.OneClient with
            {
                AllowClearAttributes = isAllowed,
            }
        );
        Assert.Equal(
            answer,
            radius.Coa(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    writer.AddNumber(RadiusAttributeType.LiAction, 1);
                    writer.Add(RadiusAttributeType.MedDevHandle, Hex.Bytes("0000030000000090"));
                    writer.AddIpv4(RadiusAttributeType.MedIpAddress, new Ipv4Address(0xc0000264));
                    writer.AddNumber(RadiusAttributeType.MedPortNumber, 30030);
                }
            )
        );
    }

    [Fact]
    public void NoMirroringAttribute_IsMissing() => Assert.Equal("nak 402", Coa(static (ref _) => { }));

    [Fact]
    public void NoWayToTheAnalyzer_IsUnavailable()
    {
        _radius.Control.HasWays = false;
        Assert.Equal("nak 506", Start());
        _radius.Control.HasWays = true;
        _radius.Control.Problem = "the mirror table is full";
        Assert.Equal("nak 506", Start());
    }

    [Fact]
    public void SecureLog_TellsTheRefusal_AndNoInterceptValue()
    {
        Start(handle: "00000010");
        var line = Assert.Single(_radius.Control.Events);
        Assert.Equal(
            (
                MirrorEventKind.Failure,
                MirrorOrigin.RadiusCoa,
                "acct-session-id 0010000a",
                "Med-Dev-Handle is badly formed"
            ),
            (line.Kind, line.Origin, line.Trigger, line.Reason)
        );
        Assert.Null(line.MirrorId);
    }

    private string Start(
        uint action = 1,
        string handle = "0000030000000090",
        string analyzer = "c0000264",
        string port = "0000754e"
    ) => Coa((ref writer) => DynamicRequestSetup.AddOrder(ref writer, action, handle, analyzer, port));

    private string Coa(DynamicRequestSetup.Attributes attributes) =>
        _radius.Coa(
            (ref writer) =>
            {
                DynamicRequestSetup.AddSession(ref writer);
                attributes(ref writer);
            }
        );

    private static void AddActionAlone(ref RadiusPacketWriter writer, uint action) =>
        DynamicRequestSetup.AddOrder(ref writer, action, "", "", "");
}
