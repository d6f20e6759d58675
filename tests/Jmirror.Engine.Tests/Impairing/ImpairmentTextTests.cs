using Jmirror.Engine.Impairing;

namespace Jmirror.Engine.Tests.Impairing;

public sealed class ImpairmentTextTests
{
    [Fact]
    public void TryParse_ShareAlone_TakesDefaults()
    {
        Assert.True(ImpairmentText.TryParse("loss=1%", out var impairment, out _));
        Assert.Equal(new Impairment(FaultKind.Loss, 0.01m), impairment);
    }

    [Fact]
    public void TryParse_KeysAndMirrors_TakesAll()
    {
        Assert.True(
            ImpairmentText.TryParse("delay=0.5:time=20ms:jitter=5ms@0x300,16-31", out var delay, out _)
        );
        Assert.Equal((FaultKind.Delay, 0.5m), (delay.Fault, delay.Share));
        Assert.Equal((20_000_000, 5_000_000), (delay.Delay, delay.Jitter));
        Assert.Equal([new MirrorIdRange(0x300, 0x300), new MirrorIdRange(16, 31)], delay.Mirrors);
    }

    [Theory]
    [InlineData("reorder=1%:window=16:patience=1s")]
    [InlineData("truncate=1%:keep=0")]
    [InlineData("corrupt=1%:bits=3")]
    [InlineData("inner-overlap=1%:length=500")]
    [InlineData("outer-missing=1%:length=500")]
    [InlineData("oversize=100%:length=1500")]
    [InlineData("version2=0.0001%")]
    public void TryParse_EveryKeyOfItsFault_IsTaken(string text) =>
        Assert.True(ImpairmentText.TryParse(text, out _, out _));

    [Theory]
    [InlineData("loss", "write a fault and its share, as in loss=1%")]
    [InlineData(
        "none=1%",
        "\"none\" is no fault; there are loss, duplicate, reorder, delay, truncate, corrupt, inner-fragment, inner-overlap, inner-missing, outer-fragment, outer-overlap, outer-missing, short-header, version2, version3, id-zero, udp-length, ip-checksum, udp-checksum, unknown-payload, oversize"
    )]
    [InlineData("loss=much", "\"much\" is not a share such as 1% or 0.01")]
    [InlineData("loss=0%", "a share is above 0 and up to 1 (100%), not 0")]
    [InlineData("loss=101%", "a share is above 0 and up to 1 (100%), not 1.01")]
    [InlineData("loss=1%:window=3", "loss has no properties, so no \"window\"")]
    [InlineData("delay=1%:window=3", "delay has no property \"window\", only time and jitter")]
    [InlineData("delay=1%:time", "\"time\" is not KEY=VALUE")]
    [InlineData("delay=1%:time=20", "\"20\" lacks a unit: write 20s or 20ms")]
    [InlineData("corrupt=1%:bits=x", "\"x\" is not a whole number")]
    [InlineData("corrupt=1%:bits=65", "bits is from 1 to 64 bits, not 65")]
    [InlineData("oversize=1%:length=67", "length is from 68 to 65535 bytes, not 67")]
    [InlineData("loss=1%@", "\"\" is neither a mirror id nor a range such as 16-31")]
    [InlineData("loss=1%@31-16", "31-16 is no range: it ends before it begins")]
    [InlineData("loss=1%@0x40000000", "1073741824 is no mirror id: they end at 1073741823")]
    public void TryParse_Wrong_SaysWhatAndQuotesIt(string text, string reason)
    {
        Assert.False(ImpairmentText.TryParse(text, out _, out var error));
        Assert.Equal($"\"{text}\": {reason}", error);
    }

    [Theory]
    [InlineData(null, "loss=60%", "corrupt=40%")]
    [InlineData(null, "loss=60%@1-5", "corrupt=60%@6")]
    [InlineData(
        "a copy gets one fault at most, but the shares for mirror id 0 add up to 100.5%",
        "loss=60%",
        "corrupt=40.5%"
    )]
    [InlineData(
        "a copy gets one fault at most, but the shares for mirror id 5 add up to 120%",
        "loss=60%@1-5",
        "corrupt=60%@5-9"
    )]
    public void CheckTogether_SharesOfOneMirror_MustNotExceedAllOfIt(string? error, params string[] texts)
    {
        var all = texts
            .Select(text =>
                ImpairmentText.TryParse(text, out var one, out var wrong)
                    ? one
                    : throw new InvalidOperationException(wrong)
            )
            .ToList();
        Assert.Equal(error, ImpairmentRules.CheckTogether(all));
    }
}
