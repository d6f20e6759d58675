using CsCheck;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>Networks lose, repeat and reorder; captures cut; strangers send what they like.</summary>
public sealed class LearnerRobustnessTests
{
    private static readonly LearningLimits Small = new(HalfOpen: 4, Live: 4);

    private static readonly PcapPacket[] Captured =
    [
        .. new[] { "dev-pppoe-qinq-pap.pcap", "dev-ipoe-dhcp82.pcap" }
            .Select(Captures.Own)
            .Concat(
                Captures
                    .AllShared.Where(name => name.StartsWith("subscriber/", StringComparison.Ordinal))
                    .Select(Captures.Shared)
            )
            .SelectMany(path => PcapFile.Read(path).Where(Teaches).Take(400)),
    ];

    private static readonly Gen<PcapPacket> AnyFrame = Gen.Int[0, Captured.Length - 1]
        .Select(i => Captured[i]);

    [Fact]
    public void AnyOrderOfFrames_IsSurvivedAndMakesSense() =>
        AnyFrame
            .Array[0, 60]
            .Sample(
                frames =>
                {
                    var learned = new Learned(limits: Small);
                    foreach (var frame in frames)
                        See(learned, frame.Bytes, frame);
                    AssertSense(learned);
                },
                iter: 3_000
            );

    [Fact]
    public void MutatedFrames_AreSurvivedAndMakeSense() =>
        Gen.Select(AnyFrame, Gen.Int[0, 2000], Gen.Byte, Gen.Int[0, 2000], Gen.Byte, Gen.Int[0, 2000])
            .Array[1, 20]
            .Sample(
                edits =>
                {
                    var learned = new Learned(limits: Small);
                    foreach (var (frame, at, value, otherAt, otherValue, cut) in edits)
                    {
                        var bytes = frame.Bytes.ToArray();
                        bytes[at % bytes.Length] = value;
                        bytes[otherAt % bytes.Length] = otherValue;
                        See(learned, cut % 5 == 0 ? bytes[..(cut % bytes.Length)] : bytes, frame);
                    }
                    AssertSense(learned);
                },
                iter: 5_000
            );

    [Fact]
    public void RepeatedFrames_TellNothingNewOfTheLine()
    {
        var twice = new Learned();
        foreach (var packet in PcapFile.Read(Captures.Own("dev-pppoe-qinq-pap.pcap")))
        {
            See(twice, packet.Bytes, packet);
            See(twice, packet.Bytes, packet);
        }

        Assert.Equal(
            Learned.From(Captures.Own("dev-pppoe-qinq-pap.pcap")).Texts.ToHashSet(StringComparer.Ordinal),
            twice.Texts.ToHashSet(StringComparer.Ordinal)
        );
        Assert.Equal(20, twice.Sightings.Count(sighting => sighting.Kind == SightingKind.Down));
    }

    [Fact]
    public void MoreDiscoveriesThanAllowed_ForgetTheOldest()
    {
        var learned = new Learned(limits: Small);
        for (var i = 1; i <= 5; i++)
            learned.See(Discovery("09", $"0200000000{i:x2}", Broadcast, tags: LineTag($"4{i}", $"5{i}")));

        Assert.Equal(1, learned.Forgotten);
        Assert.DoesNotContain("AgentCircuitId", Confirm(learned, 1), StringComparison.Ordinal);
        Assert.Contains("AgentCircuitId", Confirm(learned, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void MoreSessionsThanAllowed_ForgetTheOldestWithoutEndingIt()
    {
        var learned = new Learned(limits: Small);
        for (var i = 1; i <= 5; i++)
            Confirm(learned, i);

        Assert.Equal(1, learned.Forgotten);
        Assert.DoesNotContain(learned.Sightings, sighting => sighting.Kind == SightingKind.Down);
    }

    [Fact]
    public async Task SeveralThreads_TellOneAfterTheOther()
    {
        var (inside, overlaps, told) = (0, 0, 0);
        var learner = new SignallingLearner(_ =>
        {
            overlaps += Interlocked.Increment(ref inside) - 1;
            told++;
            Interlocked.Decrement(ref inside);
        });
        var threads = Enumerable
            .Range(0, 4)
            .Select(thread =>
                Task.Run(
                    () =>
                    {
                        for (var i = 0; i < 2_000; i++)
                            ShowConfirmation(learner, (thread * 2_000) + i);
                    },
                    TestContext.Current.CancellationToken
                )
            );
        await Task.WhenAll(threads);

        Assert.Equal((0, 8_000), (overlaps, told));
    }

    private static void ShowConfirmation(SignallingLearner learner, int number)
    {
        var frame = Hex.Bytes(Discovery("65", Router, $"0300{number:x8}", 1));
        var info = new FrameInfo(
            0,
            frame.Length,
            frame.Length,
            number,
            LinkType.Ethernet,
            FrameDirection.Unknown,
            0
        );
        var outcome = Dissector.Dissect(frame, info, out var key);
        learner.See(frame, info, key, outcome);
    }

    private static string Confirm(Learned learned, int number) =>
        Assert.Single(learned.See(Discovery("65", Router, $"0200000000{number:x2}", number)));

    private static bool Teaches(PcapPacket packet)
    {
        var info = new FrameInfo(
            0,
            packet.Bytes.Length,
            packet.OriginalLength,
            0,
            (LinkType)packet.LinkType,
            FrameDirection.Unknown,
            0
        );
        var outcome = Dissector.Dissect(packet.Bytes, info, out var key);
        return Signalling.MayTeach(key, outcome);
    }

    private static void See(Learned learned, ReadOnlySpan<byte> bytes, PcapPacket packet) =>
        learned.See(bytes, (LinkType)packet.LinkType, packet.Timestamp, packet.OriginalLength);

    // What holds of every sighting, whatever was seen.
    private static void AssertSense(Learned learned) =>
        Assert.All(
            learned.Sightings,
            sighting =>
            {
                Assert.True(
                    sighting.Interface is not null
                        || sighting.Addresses is { Count: > 0 }
                        || sighting.Tunnel is not null
                );
                Assert.True(sighting.Interface is not { L2tp: null } at || at.Interface is not null);
                Assert.Equal(
                    sighting.Identities.Count,
                    sighting.Identities.Select(identity => identity.Kind).Distinct().Count()
                );
                Assert.All(
                    sighting.Identities,
                    identity => Assert.False(string.IsNullOrEmpty(identity.Value))
                );
                Assert.All(
                    sighting.Addresses ?? [],
                    prefix => Assert.Equal(prefix.Address & prefix.Mask, prefix.Address)
                );
                Assert.Equal(sighting.Kind == SightingKind.AllDown, sighting.Tunnel is not null);
            }
        );
}
