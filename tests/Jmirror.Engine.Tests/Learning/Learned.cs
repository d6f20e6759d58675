using System.Globalization;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>What a learner told of the frames it was shown.</summary>
internal sealed class Learned
{
    private readonly SignallingLearner _learner;
    private long _time = 1_000_000_000;

    public Learned(LearningLimits? limits = null) =>
        _learner = new SignallingLearner(Sightings.Add, new RadiusListener(Sightings.Add), limits);

    /// <summary>Everything told so far.</summary>
    public List<Sighting> Sightings { get; } = [];

    /// <summary>See <see cref="SignallingLearner.Forgotten"/>.</summary>
    public long Forgotten => _learner.Forgotten;

    /// <summary>The sightings as texts.</summary>
    public string[] Texts => [.. Sightings.Select(Describe)];

    /// <summary>The sightings of one station, named by VLANs and Ethernet address: 5.0 02:00:00:00:00:01.</summary>
    public string[] TextsOf(string station) =>
        [.. Texts.Where(text => text.Contains($" {station} ", StringComparison.Ordinal))];

    /// <summary>What a capture teaches.</summary>
    public static Learned From(string path)
    {
        var learned = new Learned();
        foreach (var packet in PcapFile.Read(path))
            learned.See(packet.Bytes, (LinkType)packet.LinkType, packet.Timestamp, packet.OriginalLength);
        return learned;
    }

    /// <summary>Shows an Ethernet frame, a millisecond after the last one; returns what it taught.</summary>
    public string[] See(string hex)
    {
        var before = Sightings.Count;
        See(Hex.Bytes(hex), LinkType.Ethernet, _time);
        return Texts[before..];
    }

    /// <summary>Lets frame time pass.</summary>
    public void Wait(double seconds) => _time += (long)(seconds * 1e9);

    public void See(
        ReadOnlySpan<byte> frame,
        LinkType linkType,
        long time,
        int? originalLength = null,
        FrameDirection direction = FrameDirection.Unknown,
        ushort capture = 0
    )
    {
        _time = time + 1_000_000;
        var info = new FrameInfo(
            0,
            frame.Length,
            originalLength ?? frame.Length,
            time,
            linkType,
            direction,
            capture
        );
        var outcome = Dissector.Dissect(frame, info, out var key);
        _learner.See(frame, info, key, outcome);
    }

    /// <summary>A sighting, with all that was told, for comparison and for people.</summary>
    public static string Describe(Sighting sighting)
    {
        var words = new List<string> { $"{sighting.Kind}", $"{sighting.Source}" };
        if (sighting.IsLogin)
            words.Add("login");
        if (sighting.Interface is { } at)
            words.Add(Describe(at));
        if (sighting.Tunnel is { } tunnel)
            words.Add($"tunnel={Describe(tunnel)}");
        words.AddRange(sighting.Identities.Select(identity => $"{identity.Kind}={identity.Value}"));
        if (sighting.Addresses is { } addresses)
            words.Add($"[{string.Join(' ', addresses)}]");
        if (sighting.Expiry is { } expiry)
            words.Add($"+{Seconds(expiry - sighting.Timestamp)}s");
        if (sighting.Kind != SightingKind.Up)
            words.Add($"{sighting.End}");
        return string.Join(' ', words);
    }

    private static string Describe(SubscriberInterface at) =>
        at.L2tp is { } l2tp
            ? $"lac={Describe(l2tp.Lac)} lns={Describe(l2tp.Lns)}"
            : $"if={at.Interface} {at.OuterVlan}.{at.InnerVlan} {at.Mac} session={at.PppoeSession}";

    private static string Describe(L2tpEnd end) =>
        $"{Protocol.Ip.IpPrefix.FormatAddress(end.Address)}/{end.Tunnel}/{end.Session}";

    private static string Seconds(long nanoseconds) =>
        (nanoseconds / 1e9).ToString("0.###", CultureInfo.InvariantCulture);
}
