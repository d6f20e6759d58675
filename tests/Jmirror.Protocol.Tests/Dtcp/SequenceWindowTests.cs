using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class SequenceWindowTests
{
    [Theory]
    [InlineData(10, 11, true)]
    [InlineData(10, 266, true)]
    [InlineData(10, 267, false)]
    [InlineData(10, 10, false)]
    [InlineData(10, 9, false)]
    [InlineData(ulong.MaxValue, 0, true)]
    [InlineData(ulong.MaxValue, 255, true)]
    [InlineData(ulong.MaxValue, 256, false)]
    public void Number_BehindAnother_FollowsOrNot(ulong first, ulong second, bool follows)
    {
        var window = new SequenceWindow();
        Assert.True(window.TryAdvance(first));

        Assert.Equal(follows, window.TryAdvance(second));
        // What was refused did not move the window.
        Assert.True(window.TryAdvance(unchecked((follows ? second : first) + 1)));
    }
}
