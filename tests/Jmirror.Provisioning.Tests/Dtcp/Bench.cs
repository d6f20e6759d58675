using System.Buffers;
using System.Text;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Provisioning.Tests.Dtcp;

/// <summary>A DTCP service over a fake control plane, with a clock that each test sets.</summary>
internal sealed class Bench
{
    public const string Adding = """
        Csource-ID: li-user
        Cdest-ID: md1
        Priority: 2
        X-JTap-Cdest-Dest-Address: 192.0.2.100
        X-JTap-Cdest-Dest-Port: 30030
        X-JTap-Cdest-Source-Address: 192.0.2.1
        X-JTap-Cdest-Source-Port: 50000
        X-JTap-Cdest-TTL: 64
        X-MD-Intercept-Id: 0x0000030000000090
        X-UserName: alice@isp.example
        Flags: STATIC
        """;

    private readonly FakeClock _clock = new();
    private readonly DtcpSession _session;
    private ulong _seq;

    public Bench(string settings = "", string? user = "li-user")
    {
        Server = new DtcpServer(Config(settings), Plane, InterfaceNumber, _clock);
        _session = Server.Open(user, "198.51.100.5");
    }

    public FakeControlPlane Plane { get; } = new();

    public DtcpServer Server { get; }

    public DateTimeOffset Now
    {
        set => _clock.Now = value;
    }

    public static EmulatorConfig Config(string settings) =>
        ConfigFile
            .Parse(
                $$"""
                analyzers: { md1: { address: 192.0.2.100 } }
                policies:
                  no-voip: { analyzer: md1, drop: [ { protocol: udp, destination-port: 5060 } ] }
                  no-web: { analyzer: md1, drop: [ { protocol: tcp, destination-port: 443 } ] }
                  web: { analyzer: md1, classifier: [ { protocol: tcp, destination-port: 443 } ] }
                dtcp:
                  users: { li-user: { authorized-keys: ssh-ed25519 AAAA }, other: { authorized-keys: ssh-ed25519 AAAA } }
                  {{settings}}
                """,
                "bench.yaml"
            )
            .Config!;

    /// <summary>Sends bytes; the answers' bytes.</summary>
    public byte[] Send(byte[] bytes)
    {
        var answers = new ArrayBufferWriter<byte>();
        Assert.True(_session.Receive(bytes, answers));
        return answers.WrittenSpan.ToArray();
    }

    /// <summary>Sends bytes that make the service close the channel.</summary>
    public void SendUntilClosed(byte[] bytes) =>
        Assert.False(_session.Receive(bytes, new ArrayBufferWriter<byte>()));

    /// <summary>Signs and sends a request; the answer's lines but for time and digest, joined by |.</summary>
    public string Ask(string method, string parameters, string version = "0.7")
    {
        var answer = Encoding.UTF8.GetString(Send(Request(method, parameters, version)));
        return string.Join(
            '|',
            answer
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("TIMESTAMP", StringComparison.Ordinal))
                .Where(line => !line.StartsWith("AUTHENTICATION", StringComparison.Ordinal))
        );
    }

    /// <summary>A signed request with the next sequence number.</summary>
    public byte[] Request(string method, string parameters, string version = "0.7", string key = "Juniper")
    {
        var writer = new DtcpWriter($"{method} DTCP/{version}");
        foreach (var line in parameters.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            writer.Repeat(Encoding.UTF8.GetBytes(line));
        return writer.Add("Seq", $"{++_seq}").Sign(Encoding.UTF8.GetBytes(key), DtcpNames.AuthenticationInfo);
    }

    private static ushort? InterfaceNumber(string name) =>
        name switch
        {
            "eth0" => 0,
            "eth1" => 1,
            "eth1.9" => 2,
            _ => null,
        };

    private sealed class FakeClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
