using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Tests.Counting;

public sealed class DropReasonTests
{
    [Theory]
    [InlineData(DropReason.UnsupportedLinkType, "unsupported-link-type", true)]
    [InlineData(DropReason.OwnOutput, "own-output", true)]
    [InlineData(DropReason.SuperFrame, "super-frame", false)]
    [InlineData(DropReason.SinkBusy, "sink-busy", false)]
    public void Reason_HasItsWordAndItsPlaceInTheLine(DropReason reason, string word, bool beforeMatching)
    {
        Assert.Equal(word, DropReasons.NameOf(reason));
        Assert.Equal(beforeMatching, DropReasons.IsBeforeMatching(reason));
    }
}
