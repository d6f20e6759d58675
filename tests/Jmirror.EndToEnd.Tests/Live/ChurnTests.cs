using System.Globalization;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>Thousands of subscribers and mirrors come, change and go by API while traffic flows.</summary>
[Collection(WireCollection.Name)]
public sealed class ChurnTests
{
    private const int Count = 2000;
    private const uint UntouchedId = 1;
    private const uint LastId = 2;

    private static readonly TriggerCase Untouched = new(
        "dev-ipoe-dhcp82.pcap",
        "ipv4: 10.0.0.13",
        "ip.addr == 10.0.0.13",
        CopiedLayer.TwoTags
    );

    private static readonly TriggerCase Last = Untouched with { Filter = "ip.addr == 10.0.0.14" };

    [Fact]
    public void ManyChanges_DuringTraffic_UntouchedMirrorLosesNothingAndAddedOnesCopyAtOnce()
    {
        var (untouched, last) = (Untouched.Expected, Last.Expected);
        using var bed = new LiveBed();
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            learning: { dhcp: false, dhcpv6: false, neighbour-discovery: false }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            mirrors:
              - { trigger: { {{Untouched.Trigger}} }, analyzer: md1, mirror-id: {{UntouchedId}}, session-id: 1 }
            """
        );
        using var api = ControlApi.Of(bed);
        using var traffic = PlayForEver(bed);
        var numbers = AddSubscribersAndMirrors(api);
        Change(api, numbers);
        Delete(api, numbers);
        var played = Played(traffic.Interrupt());
        Assert.Equal(1, api.Get("/v1/statistics").GetProperty("control").GetProperty("mirrors").GetInt64());

        // Added: the very next packet is copied. Deleted: none is.
        var added = api.Post("/v1/mirrors", Mirror("ipv4: 10.0.0.14", LastId))
            .GetProperty("number")
            .GetInt64();
        bed.Play(Last.Path);
        api.Delete($"/v1/mirrors/{added}");
        bed.Play(Last.Path);
        LiveBed.End(run);

        var copies = analyzer
            .Stop()
            .ToLookup(datagram => AnalyzerCapture.HeaderOf(datagram).MirrorId, AnalyzerCapture.PayloadOf);
        MirroredFile.AssertSame(last, [.. copies[LastId]]);
        AssertWholeRounds(untouched, [.. copies[UntouchedId]], played);
        Assert.Equal(2, copies.Count);
    }

    private static List<long> AddSubscribersAndMirrors(ControlApi api)
    {
        var numbers = new List<long>();
        for (var i = 0; i < Count; i++)
        {
            // Half of the mirrors come before their subscriber.
            if (i % 2 == 0)
                AddSubscriber(api, i);
            numbers.Add(
                api.Post("/v1/mirrors", Mirror($"username: {NameOf(i)}", 1000))
                    .GetProperty("number")
                    .GetInt64()
            );
            if (i % 2 == 1)
                AddSubscriber(api, i);
        }
        return numbers;
    }

    private static void AddSubscriber(ControlApi api, int index) =>
        api.Post(
            "/v1/subscribers",
            $"{{ username: {NameOf(index)}, ipv4: 10.1.{index / 250}.{1 + index % 250} }}"
        );

    private static void Change(ControlApi api, List<long> numbers)
    {
        for (var i = 0; i < Count; i++)
            api.Put($"/v1/mirrors/{numbers[i]}", Mirror($"username: {NameOf(i)}", 2000));
        var control = api.Get("/v1/statistics").GetProperty("control");
        Assert.Equal(Count + 1, control.GetProperty("mirrors").GetInt64());
        Assert.Equal(Count, control.GetProperty("subscribers").GetInt64());
    }

    private static void Delete(ControlApi api, List<long> numbers)
    {
        foreach (var number in numbers)
            api.Delete($"/v1/mirrors/{number}");
    }

    private static string NameOf(int index) => $"churn{index}@isp.example";

    private static string Mirror(string trigger, uint mirrorId) =>
        $"{{ trigger: {{ {trigger} }}, analyzer: md1, mirror-id: {mirrorId}, session-id: 1 }}";

    private static RunningTool PlayForEver(LiveBed bed)
    {
        var tcpreplay = Tool.Find("tcpreplay");
        Assert.SkipUnless(tcpreplay is not null, "tcpreplay is not installed");
        return bed.StartInSubscribers(
            tcpreplay,
            "--pps",
            "5000",
            "--loop",
            "0",
            "-i",
            LiveBed.Wire,
            Untouched.Path
        );
    }

    // tcpreplay's own count of the frames that it sent.
    private static int Played(ToolResult tcpreplay)
    {
        const string Label = "Successful packets:";
        var line = Assert.Single(tcpreplay.Lines, line => line.Contains(Label, StringComparison.Ordinal));
        return int.Parse(line.Split(':')[1], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    // Rounds of the capture, the last one until tcpreplay was interrupted, and two further whole ones. The interruption
    // may have come after a frame had left and before tcpreplay counted it.
    private static void AssertWholeRounds(List<byte[]> round, List<byte[]> copies, int played)
    {
        var frames = PcapFile.Read(Untouched.Path).Count;
        var counted = CopiesOf(played, frames, round.Count);
        var uncounted = CopiesOf(played + 1, frames, round.Count);
        var begun = copies.Count - 2 * round.Count == uncounted ? uncounted : counted;
        MirroredFile.AssertSame(
            [
                .. Enumerable.Repeat(round, begun / round.Count).SelectMany(packets => packets),
                .. round.Take(begun % round.Count),
                .. round,
                .. round,
            ],
            copies
        );
    }

    // How many copies so many frames of the capture, again and again, give.
    private static int CopiesOf(int played, int frames, int copiesOfRound) =>
        played / frames * copiesOfRound
        + Oracle
            .Fields(
                Untouched.Path,
                $"({Untouched.Filter}) && frame.number <= {played % frames}",
                "frame.number"
            )
            .Count;
}
