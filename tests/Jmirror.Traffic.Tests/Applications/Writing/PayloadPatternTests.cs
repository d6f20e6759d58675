using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Tests.Applications.Writing;

public sealed class PayloadPatternTests
{
    private const int Length = 1500;

    private readonly PayloadPattern _pattern = new(seed: 1, Length);

    [Fact]
    public void Fill_AnyLength_GivesTheSumOfWhatItWrote()
    {
        for (var length = 0; length <= Length; length++)
        {
            var bytes = new byte[length];
            var sum = _pattern.Fill(bytes);
            Assert.Equal(InternetChecksum.Compute(bytes), InternetChecksum.Fold(sum));
        }
    }

    [Fact]
    public void FillOdd_AnyLength_GivesTheSumBehindAnOddByte()
    {
        for (var length = 0; length < Length; length++)
        {
            var bytes = new byte[1 + length];
            var sum = _pattern.FillOdd(bytes.AsSpan(1));
            Assert.Equal(InternetChecksum.Compute(bytes), InternetChecksum.Fold(sum));
        }
    }
}
