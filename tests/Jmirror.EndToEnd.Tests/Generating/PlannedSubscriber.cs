using System.Globalization;
using System.Text;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>
/// What the documentation says of subscriber n of a population with <see cref="Generation.AllAccess"/>, written down
/// once more: nothing of this comes from the program.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Population">How many there are.</param>
internal sealed record PlannedSubscriber(int Number, int Population)
{
    /// <summary>Every VLAN pair has one subscriber, who is given session 1 first.</summary>
    public const int FirstPppoeSession = 1;

    private const int LastSessionId = 65_534;

    public bool IsIpoe => Number % 3 == 1;

    public bool IsPppoe => Number % 3 == 2;

    public bool IsL2tp => Number % 3 == 0;

    public string Username => $"user{Number}@isp.example";

    public string Ipv4 => $"100.64.0.{Number}";

    public string Ipv6 => $"2001:db8:0:{Number:x}::/64";

    public string Mac => $"02:00:00:00:00:{Number:x2}";

    /// <summary>0 without tags.</summary>
    public int OuterVlan => IsL2tp ? 0 : 100 + (Number - 1) / 10;

    /// <summary>0 without tags.</summary>
    public int InnerVlan => IsL2tp ? 0 : 1 + (Number - 1) % 10;

    /// <summary>Session id that the access concentrator assigned: those of the tunnel are dealt out evenly.</summary>
    public int LacSession => 1 + (Number - 1) / 3 * (LastSessionId / Population);

    public int LnsSession => 65_535 - LacSession;

    public string CircuitId => $"olt1 eth 1/{Number}:{OuterVlan}.{InnerVlan}";

    public string RemoteId => $"line{Number}";

    public string NasPortId => $"ge-1/0/0.{Number}:{OuterVlan}-{InnerVlan}";

    public string CallingStationId => IsL2tp ? RemoteId : Mac;

    public string CircuitIdHex => HexOf(CircuitId);

    public string RemoteIdHex => HexOf(RemoteId);

    /// <summary>RFC 3046: sub-option 1 circuit id, 2 remote id.</summary>
    public string Option82 => $"01{CircuitId.Length:x2}{CircuitIdHex}02{RemoteId.Length:x2}{RemoteIdHex}";

    /// <summary>Whose Ethernet address it is.</summary>
    public static PlannedSubscriber OfMac(string mac) =>
        new(int.Parse(mac.Split(':')[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 0);

    /// <summary>All of a population.</summary>
    public static IEnumerable<PlannedSubscriber> All(int population) =>
        Enumerable.Range(1, population).Select(number => new PlannedSubscriber(number, population));

    private static string HexOf(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
