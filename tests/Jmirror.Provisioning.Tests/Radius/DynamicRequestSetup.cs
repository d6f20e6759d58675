using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>A dynamic-request server without sockets, with one live session.</summary>
internal sealed class DynamicRequestSetup
{
    public const ushort ClientPort = 40001;
    public static readonly UInt128 Client = IpPrefix.FromIpv4(0xc6336401); // 198.51.100.1
    public static readonly RadiusSecret Secret = new("testing123");
    public static readonly DynamicRequestsConfig OneClient = new()
    {
        Clients =
        [
            new DynamicClientConfig
            {
                Address = new IpPrefix(Client, 128),
                Secret = new SecretConfig(Secret, null),
            },
        ],
    };

    private byte _identifier;

    public DynamicRequestSetup(DynamicRequestsConfig? config = null, RouterSeries series = RouterSeries.Mx)
    {
        Control.Subscribers.Add(
            Sessions.Make(
                1,
                "10.0.0.9",
                (IdentityKind.AcctSessionId, "0010000a"),
                (IdentityKind.Username, "alice@isp.example"),
                (IdentityKind.NasPortId, "ge-1/0/0.7:7-100"),
                (IdentityKind.DhcpOption82, "01026331")
            )
        );
        Requests = new DynamicRequests(
            config ?? OneClient,
            series,
            Control,
            new RadiusMirrors(Control),
            Time
        );
    }

    public delegate void Attributes(ref RadiusPacketWriter writer);

    public FakeControlPlane Control { get; } = new();

    public SettableTime Time { get; } = new();

    public DynamicRequests Requests { get; }

    public DynamicRequestCounters Counters => Requests.Counters;

    /// <summary>Sends a CoA-Request; the answer is "ack", "nak 503", "nak" or "none".</summary>
    public string Coa(Attributes attributes) => Send(Write(RadiusCode.CoaRequest, attributes));

    /// <summary>Sends a Disconnect-Request, likewise.</summary>
    public string Disconnect(Attributes attributes) => Send(Write(RadiusCode.DisconnectRequest, attributes));

    public byte[] Write(RadiusCode code, Attributes attributes, RadiusSecret? secret = null)
    {
        var buffer = Dirty();
        var writer = new RadiusPacketWriter(buffer, code, ++_identifier);
        attributes(ref writer);
        return buffer[..writer.FinishRequest(secret ?? Secret)];
    }

    public string Send(byte[] request, UInt128? source = null, ushort port = ClientPort)
    {
        var answer = SendRaw(request, source, port);
        if (answer.Length == 0)
            return "none";
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(answer, out var packet));
        Assert.Equal(request[1], packet.Identifier);
        Assert.True(RadiusAuthenticator.IsRightAnswer(packet, request.AsSpan(4, 16), Secret));
        var isAck = packet.Code is RadiusCode.CoaAck or RadiusCode.DisconnectAck;
        if (!packet.TryFind(RadiusAttributeType.ErrorCause, out var attribute))
            return isAck ? "ack" : "nak";
        Assert.False(isAck);
        Assert.True(RadiusValues.TryReadNumber(attribute.Value, out var cause));
        return $"nak {cause}";
    }

    public byte[] SendRaw(byte[] request, UInt128? source = null, ushort port = ClientPort)
    {
        var answer = Dirty();
        return answer[..Requests.Answer(request, source ?? Client, port, answer)];
    }

    /// <summary>The four mirroring attributes, encrypted; empty text leaves one out.</summary>
    public static void AddOrder(
        ref RadiusPacketWriter writer,
        uint action = 1,
        string handle = "0000030000000090",
        string analyzer = "c0000264",
        string port = "0000754e"
    )
    {
        AddSalted(ref writer, RadiusAttributeType.LiAction, $"{action:x8}");
        AddSalted(ref writer, RadiusAttributeType.MedDevHandle, handle);
        AddSalted(ref writer, RadiusAttributeType.MedIpAddress, analyzer);
        AddSalted(ref writer, RadiusAttributeType.MedPortNumber, port);
    }

    public static void AddSalted(ref RadiusPacketWriter writer, RadiusAttributeType type, string hex)
    {
        if (hex.Length > 0)
            writer.AddSalted(type, Hex.Bytes(hex), (ushort)type, SaltCipher.NoAuthenticator, Secret);
    }

    public static void AddSession(ref RadiusPacketWriter writer) =>
        writer.AddText(RadiusAttributeType.AcctSessionId, "0010000a");

    private static byte[] Dirty()
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        buffer.AsSpan().Fill(0xa5);
        return buffer;
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class SettableTime : TimeProvider
{
    public static readonly DateTimeOffset Beginning = new(2026, 8, 6, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Beginning;

    public override DateTimeOffset GetUtcNow() => Now;
}
