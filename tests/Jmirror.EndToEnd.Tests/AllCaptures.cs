using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests;

/// <summary>The captures at hand by name, those checked in as <c>own/…</c>.</summary>
internal static class AllCaptures
{
    private const string Own = "own/";

    /// <summary>Captures of subscriber traffic.</summary>
    public static TheoryData<string> OfSubscribers =>
        [
            .. Captures.AllShared.Where(name => name.StartsWith("subscriber/", StringComparison.Ordinal)),
            $"{Own}dev-pppoe-qinq-pap.pcap",
            $"{Own}dev-ipoe-dhcp82.pcap",
        ];

    public static string PathOf(string name) =>
        name.StartsWith(Own, StringComparison.Ordinal)
            ? Captures.Own(name[Own.Length..])
            : Captures.Shared(name);
}
