using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// What the SSH front is told on its standard input: one line of JSON. It can read no file that is not everybody's.
/// </summary>
internal sealed record FrontOrders
{
    public required IPEndPoint Listen { get; init; }

    public required string Subsystem { get; init; }

    public required int ConnectionLimit { get; init; }

    public required int RateLimit { get; init; }

    /// <summary>Unix socket of the service, in the abstract namespace.</summary>
    public required string Socket { get; init; }

    /// <summary>Private keys in PEM; none: the front makes some and hands them back.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    public required IReadOnlyList<DtcpUserConfig> Users { get; init; }

    /// <summary>The orders of a configuration.</summary>
    public static FrontOrders Of(DtcpConfig config, IReadOnlyList<string> hostKeys, string socket) =>
        new()
        {
            Listen = new IPEndPoint(config.Listen, config.Port),
            Subsystem = config.Subsystem,
            ConnectionLimit = config.ConnectionLimit,
            RateLimit = config.RateLimit,
            Socket = socket,
            HostKeys = hostKeys,
            Users = config.Users,
        };

    /// <summary>One line.</summary>
    public string ToLine()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("listen", $"{Listen}");
            json.WriteString("subsystem", Subsystem);
            json.WriteNumber("connectionLimit", ConnectionLimit);
            json.WriteNumber("rateLimit", RateLimit);
            json.WriteString("socket", Socket);
            WriteTexts(json, "hostKeys", HostKeys);
            json.WriteStartArray("users");
            foreach (var user in Users)
            {
                json.WriteStartObject();
                json.WriteString("name", user.Name);
                json.WriteString("passwordHash", user.PasswordHash);
                WriteTexts(json, "authorizedKeys", user.AuthorizedKeys);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Reads the line again.</summary>
    /// <exception cref="Exception">Somebody else than the emulator wrote it.</exception>
    public static FrontOrders Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var orders = document.RootElement;
        return new FrontOrders
        {
            Listen = IPEndPoint.Parse(Text(orders, "listen")),
            Subsystem = Text(orders, "subsystem"),
            ConnectionLimit = orders.GetProperty("connectionLimit").GetInt32(),
            RateLimit = orders.GetProperty("rateLimit").GetInt32(),
            Socket = Text(orders, "socket"),
            HostKeys = Texts(orders, "hostKeys"),
            Users =
            [
                .. orders
                    .GetProperty("users")
                    .EnumerateArray()
                    .Select(user => new DtcpUserConfig
                    {
                        Name = Text(user, "name"),
                        PasswordHash = user.GetProperty("passwordHash").GetString(),
                        AuthorizedKeys = [.. Texts(user, "authorizedKeys")],
                    }),
            ],
        };
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string[] Texts(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
