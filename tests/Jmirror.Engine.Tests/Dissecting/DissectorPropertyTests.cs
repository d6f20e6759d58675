using CsCheck;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>Frames made by recipe, broken frames, random bytes; and what it costs.</summary>
public sealed class DissectorPropertyTests
{
    // Every bit of the headers; what lies further back is payload, which nobody reads.
    private const int HeaderBytes = 128;

    [Fact]
    public void Dissect_FrameMadeByRecipe_SaysWhatTheRecipeSays() =>
        FrameRecipe.Any.Sample(
            recipe => Assert.Equal(recipe.Expected(), Frame.Dissect(recipe.Build()).ToString()),
            iter: 5_000
        );

    [Fact]
    public void Dissect_AnyPrefixOfACapturedFrame_IsTruncatedUnlessOnlyPaddingIsMissing()
    {
        foreach (var frame in CaptureFile.OwnFrames.Where((_, number) => number % 4 == 0))
        {
            var (outcome, whole) = Frame.Dissect(frame);
            var needed = outcome == DissectOutcome.Found ? whole.Outer.Offset + whole.Outer.Length : 0;
            for (var length = 0; length < frame.Bytes.Length; length++)
            {
                var cut = frame with { Bytes = frame.Bytes[..length] };
                var actual = Dissector.Dissect(cut.Bytes, cut.Info, out _);
                if (actual != (length < needed ? DissectOutcome.Truncated : outcome))
                    // Noise is recognized by its EtherType, before which it is no more than a frame that was cut.
                    Assert.True(
                        outcome == DissectOutcome.NonIp && actual == DissectOutcome.Truncated,
                        $"{length} of {frame.Bytes.Length} bytes: {actual} instead of {outcome}"
                    );
                Invariants.Check(cut with { OriginalLength = length });
            }
        }
    }

    [Fact]
    public void Dissect_AnyBitOfACapturedFrameFlipped_KeepsTheInvariants()
    {
        foreach (var frame in CaptureFile.OwnFrames)
            FlipEveryBit(frame, frame.Bytes.Length);
    }

    [Theory]
    [MemberData(nameof(CaptureFile.Shared), MemberType = typeof(CaptureFile))]
    public void Dissect_FramesOfASharedCaptureBroken_KeepsTheInvariants(string name)
    {
        var frames = CaptureFile.Read(Captures.Shared(name));
        var step = 1 + frames.Count / 200;
        for (var i = 0; i < frames.Count; i += step)
        {
            FlipEveryBit(frames[i], Math.Min(frames[i].Bytes.Length, HeaderBytes));
            for (var length = 0; length < frames[i].Bytes.Length; length++)
            {
                var cut = frames[i] with { Bytes = frames[i].Bytes[..length] };
                Invariants.Check(cut);
                Invariants.Check(cut with { OriginalLength = length });
            }
        }
    }

    [Fact]
    public void Dissect_FrameMadeByRecipeThenBrokenInSeveralPlaces_KeepsTheInvariants() =>
        Gen.Select(
                FrameRecipe.Any,
                Gen.Select(Gen.Int[0, 500], Gen.Byte).Array[1, 6],
                Gen.Int[0, 500],
                Gen.Int[0, 100]
            )
            .Sample(
                (recipe, changes, length, cut) =>
                {
                    var bytes = recipe.Build().Bytes;
                    foreach (var (at, value) in changes)
                        bytes[at % bytes.Length] = value;
                    bytes = bytes[..Math.Min(length, bytes.Length)];
                    Invariants.Check(new CapturedFrame(bytes, bytes.Length + cut, LinkType.Ethernet));
                },
                iter: 20_000
            );

    [Fact]
    public void Dissect_RandomBytesUnderEveryLinkType_KeepsTheInvariants()
    {
        var random = new Random(20260101);
        var linkTypes = Enum.GetValues<LinkType>();
        // The bytes that lead deeper than chance would: types, versions, protocols, small lengths, ports.
        var telling = Hex.Bytes(
            "0800 86dd 8100 88a8 8847 8864 1100 ff03 0021 0057 4500 6000 11 2c 2b 00 06a5 0002 0028"
        );
        var buffer = new byte[128];
        for (var round = 0; round < 1_000_000; round++)
        {
            random.NextBytes(buffer);
            for (var i = random.Next(0, 24); i > 0; i--)
                buffer[random.Next(0, 64)] = telling[random.Next(telling.Length)];
            var bytes = buffer[..random.Next(0, buffer.Length + 1)];
            var originalLength = bytes.Length + (round % 3 == 0 ? random.Next(0, 2000) : 0);
            Invariants.Check(new CapturedFrame(bytes, originalLength, linkTypes[round % linkTypes.Length]));
        }
    }

    [Fact]
    public void Dissect_ManyFrames_AllocatesNothing()
    {
        var frames = CaptureFile.OwnFrames;
        var infos = frames.Select(frame => frame.Info).ToArray();
        Assert.Equal(frames.Count, DissectAll());
        var before = Allocations.Now;
        DissectAll();
        Allocations.AssertNonePerOperation(before, frames.Count);

        int DissectAll()
        {
            var outcomes = 0;
            for (var i = 0; i < infos.Length; i++)
                if (Dissector.Dissect(frames[i].Bytes, infos[i], out _) <= DissectOutcome.Malformed)
                    outcomes++;
            return outcomes;
        }
    }

    private static void FlipEveryBit(CapturedFrame frame, int bytes)
    {
        for (var bit = 0; bit < 8 * bytes; bit++)
        {
            frame.Bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Invariants.Check(frame);
            frame.Bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
